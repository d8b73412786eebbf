package thrum.cli.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.ThrumCommand;

/**
 * The words of a command line that name the command, told apart from flags and arguments (01 §1.1): flags may
 * stand before, between and behind them.
 *
 * @param path the words, without the program's name
 * @param entry what they name
 * @param arguments everything else, in order
 */
public record Words(List<String> path, Entry entry, List<String> arguments) {

  private static final List<String> GLOBAL_WITH_VALUE = List.of("--role", "--module", "--repo");
  private static final List<String> GLOBAL_ALONE =
      List.of("--json", "--quiet", "--verbose", "--help", "--version");

  public Words {
    path = List.copyOf(path);
    arguments = List.copyOf(arguments);
  }

  /** Follows the words from a group as far as they name something. */
  public static Words find(CommandGroup root, List<String> arguments) {
    var rest = new ArrayList<>(arguments);
    var path = new ArrayList<String>();
    Entry entry = root;
    while (entry instanceof CommandGroup group) {
      int at = nextWord(group, rest);
      Entry child = at < 0 ? null : group.create(rest.get(at));
      if (child == null) break;
      path.add(rest.remove(at));
      entry = child;
    }
    return new Words(path, entry, rest);
  }

  /** The first argument that is neither a flag nor a flag's value; null when there is none. */
  public @Nullable String firstArgument(CommandGroup group) {
    int at = nextWord(group, arguments);
    return at < 0 ? null : arguments.get(at);
  }

  private static int nextWord(CommandGroup group, List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) return -1;
      if (argument.length() < 2 || argument.charAt(0) != '-') return i;
      String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
      if (takesNext(group, argument, next)) i++;
    }
    return -1;
  }

  private static boolean takesNext(CommandGroup group, String flag, @Nullable String next) {
    if (!flag.startsWith("--") || flag.indexOf('=') >= 0 || GLOBAL_ALONE.contains(flag)) return false;
    if (GLOBAL_WITH_VALUE.contains(flag)) return true;
    ThrumCommand alone = group.alone();
    if (alone != null) {
      var option = CommandLine.Model.CommandSpec.forAnnotatedObject(alone).findOption(flag);
      if (option != null) return option.arity().max() > 0;
    }
    // Which command's flag it is only the word behind it can tell.
    return next == null || group.create(next) == null;
  }
}
