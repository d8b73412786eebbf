package thrum.cli.grammar;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line for each way in which a command line can be wrong. */
final class ParseFailures {

  private ParseFailures() {}

  static String text(ParameterException failure) {
    return switch (failure) {
      case MissingParameterException missing -> missing(missing);
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      default -> invalid(failure);
    };
  }

  private static String missing(MissingParameterException failure) {
    CommandSpec spec = failure.getCommandLine().getCommandSpec();
    var names = new ArrayList<String>();
    for (ArgSpec missing : failure.getMissing()) {
      if (missing instanceof OptionSpec option && !option.required()) {
        return option.longestName() + " needs a value: " + option.longestName() + " " + option.paramLabel();
      }
      names.add(missing instanceof OptionSpec option ? option.longestName() : missing.paramLabel());
    }
    return spec.name() + " needs " + String.join(" and ", names) + more(spec);
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    CommandSpec spec = failure.getCommandLine().getCommandSpec();
    String first = failure.getUnmatched().getFirst();
    if (!failure.isUnknownOption()) {
      return spec.name() + " takes no further argument: '" + first
          + "' (quote a text that contains blanks)";
    }
    int equals = first.indexOf('=');
    String flag = equals < 0 ? first : first.substring(0, equals);
    List<String> near = Suggestions.near(bare(flag), spec.options()
        .stream()
        .filter(option -> !option.hidden())
        .map(option -> bare(option.longestName()))
        .toList());
    boolean takesText = spec.positionalParameters().stream().anyMatch(argument -> !argument.hidden());
    return spec.name() + " has no flag " + flag
        + (near.isEmpty() ? more(spec) : "; did you mean " + "--" + String.join(" or --", near) + "?")
        + (takesText ? " (an argument that begins with a hyphen goes behind --)" : "");
  }

  private static String bare(String flag) {
    return flag.startsWith("--") ? flag.substring(2) : flag;
  }

  private static String invalid(ParameterException failure) {
    ArgSpec argument = failure.getArgSpec();
    if (argument == null) return String.valueOf(failure.getMessage());
    String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    // Every type in use has a converter of ours, whose text picocli wraps into a sentence of its own.
    Throwable reason = failure.getCause();
    return name + ": " + (reason instanceof TypeConversionException ? reason.getMessage()
        : "'" + failure.getValue() + "' cannot be used");
  }

  private static String more(CommandSpec spec) {
    return "; see " + spec.name() + " --help";
  }
}
