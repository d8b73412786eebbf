package thrum.cli.forward;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --repo} names, without knowing the command's other flags: enough to find the daemon that is
 * asked first. A daemon that is asked wrongly hands the command back.
 */
final class NamedRepository {

  private static final String FLAG = "--repo";

  private NamedRepository() {}

  /** The last value before {@code --}; null when there is none. */
  static @Nullable Path in(List<String> arguments) {
    String named = null;
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(FLAG + "=")) named = argument.substring(FLAG.length() + 1);
      if (argument.equals(FLAG) && i + 1 < arguments.size()) named = arguments.get(++i);
    }
    return named == null ? null : Path.of(named);
  }
}
