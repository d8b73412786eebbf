package thrum.cli.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.CommandReader;
import thrum.cli.grammar.Words;

@Command(name = "help", header = "Show the help of a command.",
    footer = {"Example:", "  thrum help message get"})
final class HelpCommand extends ThrumCommand {

  private final RootCommands root;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The words of the command.")
  @Nullable List<String> words;

  HelpCommand(RootCommands root) {
    this.root = root;
  }

  @Override
  protected int run(Workplace place) {
    Words found = Words.find(root, words == null ? List.of() : words);
    String unknown = found.path().isEmpty() ? found.firstArgument(root) : null;
    if (unknown != null) throw UnknownCommand.refused(unknown, root);
    String name = Program.name(found.path());
    switch (found.entry()) {
      case CommandGroup group when group.alone() == null -> new GroupPage(group, name, place.out()).print();
      case CommandGroup group -> command(name, group.alone(), place);
      case ThrumCommand command -> command(name, command, place);
    }
    return OK;
  }

  private static void command(String name, @Nullable ThrumCommand command, Workplace place) {
    if (command == null) throw new IllegalArgumentException(name);
    new CommandHelp(new CommandReader(name, command).spec(), place.out()).print();
  }
}
