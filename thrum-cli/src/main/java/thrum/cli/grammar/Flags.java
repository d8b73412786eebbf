package thrum.cli.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import thrum.protocol.failure.Refused;

/** Gives switches a value where one is attached: {@code --json=true}, {@code --json=false} (01 §1.1). */
final class Flags {

  private final CommandSpec spec;

  Flags(CommandSpec spec) {
    this.spec = spec;
  }

  /** The arguments with each such switch present or absent; of several uses the last counts. */
  List<String> normalised(List<String> arguments) {
    var result = new ArrayList<String>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        result.addAll(arguments.subList(i, arguments.size()));
        break;
      }
      OptionSpec option = argument.startsWith("--") ? spec.findOption(name(argument)) : null;
      if (option == null || option.arity().max() > 0) {
        result.add(argument);
        // The value is the next word whatever it looks like.
        if (option != null && argument.indexOf('=') < 0 && i + 1 < arguments.size()) {
          result.add(arguments.get(++i));
        }
      } else {
        result.removeIf(earlier -> earlier.equals(name(argument)));
        if (isOn(argument)) result.add(name(argument));
      }
    }
    return result;
  }

  private static boolean isOn(String argument) {
    String value = value(argument);
    if (value == null) return true;
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> true;
      case "false", "f", "0" -> false;
      default -> throw new Refused(
          name(argument) + " is a switch: it takes true or false, not '" + value + "'");
    };
  }

  private static String name(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? argument : argument.substring(0, equals);
  }

  private static @Nullable String value(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? null : argument.substring(equals + 1);
  }
}
