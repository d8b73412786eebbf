package thrum.cli.program;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;

/** {@code thrum} without a command. */
@Command(name = "thrum", header = "Messages and presence for people and agents in one Git repository.")
final class RootHelp extends ThrumCommand {

  private final RootCommands root;

  @Option(names = {"-v", "--version"}, description = "Show the version.") boolean version;

  RootHelp(RootCommands root) {
    this.root = root;
  }

  @Override
  protected int run(Workplace place) {
    if (version) return place.run(new VersionCommand());
    new GroupPage(root, "thrum", place.out()).print();
    return OK;
  }
}
