package thrum.cli.program;

import java.util.ArrayList;
import java.util.List;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.ThrumCommand;

/** Every command that help lists, with its words. */
public final class CommandTree {

  public record Leaf(List<String> path, ThrumCommand command) {
    @Override
    public String toString() {
      return String.join(" ", path);
    }
  }

  private CommandTree() {}

  public static List<Leaf> leaves() {
    var leaves = new ArrayList<Leaf>();
    collect(List.of(), new RootCommands(), leaves);
    return leaves;
  }

  private static void collect(List<String> path, Entry entry, List<Leaf> leaves) {
    switch (entry) {
      case ThrumCommand command -> leaves.add(new Leaf(path, command));
      case CommandGroup group -> {
        ThrumCommand alone = group.alone();
        if (alone != null) leaves.add(new Leaf(path, alone));
        for (String word : group.words()) {
          Entry child = group.create(word);
          if (child == null)
            throw new AssertionError("help lists " + path + " " + word + ", which is not there");
          var longer = new ArrayList<>(path);
          longer.add(word);
          collect(longer, child, leaves);
        }
      }
    }
  }
}
