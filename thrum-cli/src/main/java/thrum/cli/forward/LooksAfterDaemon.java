package thrum.cli.forward;

import java.util.List;
import java.util.Set;

/**
 * The commands that make, start, stop or examine a daemon. They must work when the daemon hangs, so it is not
 * asked about them.
 */
final class LooksAfterDaemon {

  private static final Set<String> COMMANDS = Set.of("daemon", "init", "setup");
  private static final Set<String> FLAGS_WITH_VALUE = Set.of("--repo", "--role", "--module");

  private LooksAfterDaemon() {}

  /** Whether the first word behind the flags that every command has is one of them. */
  static boolean isMeantBy(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-")) return COMMANDS.contains(argument);
      if (FLAGS_WITH_VALUE.contains(argument)) i++;
    }
    return false;
  }
}
