package thrum.cli.program;

import java.util.ArrayList;
import java.util.List;
import thrum.cli.command.CommandGroup;
import thrum.cli.grammar.Suggestions;
import thrum.protocol.failure.Refused;

/** Tells somebody who typed a command that does not exist what there is instead. */
final class UnknownCommand {

  private UnknownCommand() {}

  static Refused refused(String typed, CommandGroup root) {
    List<String> near = candidates(typed, root);
    return new Refused("there is no command '" + typed + "'" + (near.isEmpty()
        ? "; thrum --help lists all commands"
        : "; did you mean " + String.join(" or ", near.stream().map(n -> "'thrum " + n + "'").toList())
            + "?"));
  }

  /** Words of a group that are spelt exactly so come first: who types {@code register} means that. */
  private static List<String> candidates(String typed, CommandGroup root) {
    var found = new ArrayList<String>();
    for (String word : root.words()) {
      if (root.create(word) instanceof CommandGroup group && group.words().contains(typed)) {
        found.add(word + " " + typed);
      }
    }
    if (!found.isEmpty()) return found;
    return Suggestions.near(typed, root.words());
  }
}
