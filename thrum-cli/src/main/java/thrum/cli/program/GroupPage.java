package thrum.cli.program;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.GlobalOptions;
import thrum.cli.command.ThrumCommand;
import thrum.cli.render.Columns;
import thrum.cli.render.TextOut;

/** The help of a group: what it is for, and its commands with one line each. */
final class GroupPage {

  private final CommandGroup group;
  private final String name;
  private final TextOut out;

  GroupPage(CommandGroup group, String name, TextOut out) {
    this.group = group;
    this.name = name;
    this.out = out;
  }

  void print() {
    out.line(group.header());
    out.emptyLine().line("Usage:").line("  %s COMMAND [ARGUMENTS] [FLAGS]", name);
    int width = group.words().stream().mapToInt(String::length).max().orElse(0) + 3;
    for (var section : group.sections()) {
      out.emptyLine().line("%s:", section.heading());
      for (String word : section.words()) line(word, width);
    }
    if (group instanceof RootCommands) {
      out.emptyLine().line("Flags for every command:");
      CommandHelp.options(CommandSpec.forAnnotatedObject(new GlobalOptions()).options(), out);
    }
    out.emptyLine().line("More about one of them: %s COMMAND --help", name);
  }

  private void line(String word, int width) {
    Entry entry = group.create(word);
    if (entry == null) throw new IllegalStateException("no command behind the word " + word);
    List<String> lines = Columns.wrap(header(entry), Math.max(20, out.columns() - 2 - width));
    out.line("  %s%s", Columns.left(word, width), lines.getFirst());
    for (String more : lines.subList(1, lines.size())) out.line("  %s%s", " ".repeat(width), more);
  }

  private static String header(Entry entry) {
    return switch (entry) {
      case CommandGroup group -> group.header();
      case ThrumCommand command -> String.join(" ", command.getClass().getAnnotation(Command.class).header());
    };
  }
}
