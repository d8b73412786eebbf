package thrum.core.repository;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to set a repository up (01 §3.1).
 *
 * @param directory a directory of the checkout: its Git top level is meant (ruling 47)
 * @param again whether the layout of a repository that is set up already is made afresh
 * @param ignore which file keeps Thrum's files out of commits
 * @param runtime what {@code --runtime} named or detection chose; null leaves a stored one alone
 * @param sharing whether messages are exchanged with the Git remote
 */
public record InitRequest(Path directory, Again again, IgnoreRules.Place ignore, @Nullable String runtime,
    Sharing sharing) {

  /** As the configuration has it; a new one keeps messages on this machine. */
  public InitRequest(Path directory, Again again, IgnoreRules.Place ignore, @Nullable String runtime) {
    this(directory, again, ignore, runtime, Sharing.AS_CONFIGURED);
  }

  /** Whether messages are exchanged with the Git remote (ruling 13). */
  public enum Sharing {
    /** As the configuration has it; a new one says no. */
    AS_CONFIGURED,
    /** {@code --sync}: the configuration says yes from now on. */
    EXCHANGED
  }

  /** What happens in a repository that is set up already. */
  public enum Again {
    /** Only what is missing is added. */
    KEEP,
    /** {@code --force}: ignore rules and version file are written again too. Data are never touched. */
    FORCE
  }
}
