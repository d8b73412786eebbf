package thrum.cli;

import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.function.Supplier;
import thrum.cli.launcher.Build;

/**
 * The process on whose behalf a command runs.
 *
 * @param pid its process id; its ancestors tell which agent runtime called
 * @param user asks for the user that it runs as; a server of another user is not trusted
 * @param launcher the command line that starts this program again, without arguments
 * @param mac whether this is macOS, whose locales have other names
 * @param build which version of this program it is
 */
public record ProcessFacts(long pid, Supplier<UserPrincipal> user, List<String> launcher, boolean mac,
    Build build) {
  public ProcessFacts {
    launcher = List.copyOf(launcher);
  }

  /** The same program in another process. */
  public ProcessFacts of(long otherPid) {
    return new ProcessFacts(otherPid, user, launcher, mac, build);
  }
}
