package thrum.cli.grammar;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import thrum.cli.command.GlobalOptions;
import thrum.cli.command.ThrumCommand;
import thrum.protocol.failure.Refused;

/** picocli, set up for one command: fills the command's fields and the global flags from its arguments. */
public final class CommandReader {

  private final GlobalOptions globals = new GlobalOptions();
  private final CommandLine line;

  /** @param name the full name, such as {@code thrum message get} */
  public CommandReader(String name, ThrumCommand command) {
    line = new CommandLine(command);
    line.setExpandAtFiles(false)
        .setAllowOptionsAsOptionParameters(true)
        .setOverwrittenOptionsAllowed(true)
        .setInterpolateVariables(false)
        .registerConverter(int.class, new WholeNumber())
        .registerConverter(Duration.class, new DurationText())
        .registerConverter(CsvList.class, new CsvList.Converter());
    CommandSpec spec = line.getCommandSpec();
    spec.name(name);
    for (OptionSpec global : CommandSpec.forAnnotatedObject(globals).options()) {
      // A command's own flag of that name hides the global one.
      if (spec.findOption(global.longestName()) == null) spec.addOption(global);
    }
    if (spec.positionalParameters().isEmpty()) spec.addPositional(ignoredArguments());
  }

  /** The global flags; their values are there after {@link #read}. */
  public GlobalOptions globals() {
    return globals;
  }

  /** picocli's model of the command, for its help. */
  public CommandSpec spec() {
    return line.getCommandSpec();
  }

  /** Sets all fields. */
  public void read(List<String> arguments) {
    List<String> normalised = new Flags(spec()).normalised(arguments);
    try {
      line.parseArgs(normalised.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new Refused(ParseFailures.text(e));
    }
  }

  private static PositionalParamSpec ignoredArguments() {
    return PositionalParamSpec.builder()
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .hidden(true)
        .paramLabel("ARGUMENT")
        .build();
  }
}
