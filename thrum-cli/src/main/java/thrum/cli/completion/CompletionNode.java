package thrum.cli.completion;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.GlobalOptions;
import thrum.cli.command.ThrumCommand;

/**
 * What may follow some words of a command line.
 *
 * @param path the words, separated by blanks; empty at the start
 * @param words commands that may follow
 * @param flags flags that may follow, with their hyphens
 */
record CompletionNode(String path, List<Item> words, List<Item> flags) {

  /**
   * Something that may be typed.
   *
   * @param description one line; empty when descriptions are not wanted
   */
  record Item(String text, String description) {}

  /** The nodes of a whole tree, the root first. */
  static List<CompletionNode> of(CommandGroup root, boolean descriptions) {
    var nodes = new ArrayList<CompletionNode>();
    add("", root, descriptions, nodes);
    return nodes;
  }

  private static void add(String path, Entry entry, boolean descriptions, List<CompletionNode> nodes) {
    switch (entry) {
      case ThrumCommand command ->
          nodes.add(new CompletionNode(path, List.of(), flags(command, descriptions)));
      case CommandGroup group -> {
        var words = new ArrayList<Item>();
        ThrumCommand alone = group.alone();
        nodes.add(new CompletionNode(path, words,
            alone == null ? globals(descriptions) : flags(alone, descriptions)));
        for (String word : group.words()) {
          Entry child = group.create(word);
          if (child == null) continue;
          words.add(new Item(word, descriptions ? header(child) : ""));
          add(path.isEmpty() ? word : path + " " + word, child, descriptions, nodes);
        }
      }
    }
  }

  private static List<Item> flags(ThrumCommand command, boolean descriptions) {
    var items = new ArrayList<>(items(CommandSpec.forAnnotatedObject(command), descriptions));
    for (Item global : globals(descriptions)) {
      if (items.stream().noneMatch(item -> item.text().equals(global.text()))) items.add(global);
    }
    return items;
  }

  private static List<Item> globals(boolean descriptions) {
    return items(CommandSpec.forAnnotatedObject(new GlobalOptions()), descriptions);
  }

  private static List<Item> items(CommandSpec spec, boolean descriptions) {
    return spec.options()
        .stream()
        .filter(option -> !option.hidden())
        .sorted((a, b) -> Integer.compare(a.order(), b.order()))
        .map(option -> new Item(option.longestName(), descriptions ? description(option) : ""))
        .toList();
  }

  private static String description(OptionSpec option) {
    return String.join(" ", option.description());
  }

  private static String header(Entry entry) {
    return switch (entry) {
      case CommandGroup group -> group.header();
      case ThrumCommand command -> String.join(" ", command.getClass().getAnnotation(Command.class).header());
    };
  }
}
