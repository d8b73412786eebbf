package thrum.cli.program;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import thrum.cli.render.Columns;
import thrum.cli.render.TextOut;

/** The help of one command: purpose, usage, arguments, flags, example. */
final class CommandHelp {

  /** From this order on a flag is one of the global ones. */
  private static final int FIRST_GLOBAL = 900;
  private static final int WIDEST_NAMES = 26;

  private final CommandSpec spec;
  private final TextOut out;

  CommandHelp(CommandSpec spec, TextOut out) {
    this.spec = spec;
    this.out = out;
  }

  void print() {
    paragraph(spec.usageMessage().header());
    List<PositionalParamSpec> arguments =
        spec.positionalParameters().stream().filter(a -> !a.hidden()).toList();
    List<OptionSpec> own = spec.options().stream().filter(o -> o.order() < FIRST_GLOBAL).toList();
    List<OptionSpec> global = spec.options().stream().filter(o -> o.order() >= FIRST_GLOBAL).toList();
    out.emptyLine().line("Usage:").line("  %s", usage(arguments, own));
    if (spec.usageMessage().description().length > 0) {
      out.emptyLine();
      paragraph(spec.usageMessage().description());
    }
    if (!arguments.isEmpty()) {
      out.emptyLine().line("Arguments:");
      int width = arguments.stream().mapToInt(a -> label(a).length()).max().orElse(0);
      for (PositionalParamSpec argument : arguments) row(label(argument), argument, width, out);
    }
    if (!visible(own).isEmpty()) {
      out.emptyLine().line("Flags:");
      options(own, out);
    }
    out.emptyLine();
    paragraph(new String[]{"Flags for every command (thrum --help explains them): "
        + String.join(", ", visible(global).stream().map(OptionSpec::longestName).toList())});
    out.emptyLine();
    for (String line : spec.usageMessage().footer()) out.line(line);
  }

  /** A list of flags, aligned among themselves; hidden ones are left out. */
  static void options(List<OptionSpec> options, TextOut out) {
    List<OptionSpec> visible = visible(options);
    int width =
        visible.stream().mapToInt(o -> names(o).length()).filter(n -> n <= WIDEST_NAMES).max().orElse(0);
    for (OptionSpec option : visible) row(names(option), option, width, out);
  }

  private static List<OptionSpec> visible(List<OptionSpec> options) {
    return options.stream()
        .filter(o -> !o.hidden())
        .sorted((a, b) -> Integer.compare(a.order(), b.order()))
        .toList();
  }

  private static void row(String names, ArgSpec argument, int width, TextOut out) {
    int indent = 2 + width + 3;
    List<String> lines =
        Columns.wrap(String.join(" ", argument.description()), Math.max(20, out.columns() - indent));
    if (names.length() > width) {
      out.line("  %s", names);
      out.line("%s%s", " ".repeat(indent), lines.getFirst());
    } else {
      out.line("  %s   %s", Columns.left(names, width), lines.getFirst());
    }
    for (String more : lines.subList(1, lines.size())) out.line("%s%s", " ".repeat(indent), more);
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    String shifted = names.startsWith("--") ? "    " + names : names;
    return option.arity().max() > 0 ? shifted + " " + option.paramLabel() : shifted;
  }

  private static String label(PositionalParamSpec argument) {
    String label = argument.paramLabel();
    if (argument.arity().max() > 1) label += "...";
    return argument.arity().min() == 0 ? "[" + label + "]" : label;
  }

  private String usage(List<PositionalParamSpec> arguments, List<OptionSpec> own) {
    var usage = new StringBuilder(spec.name());
    for (PositionalParamSpec argument : arguments) usage.append(' ').append(label(argument));
    return usage.append(visible(own).isEmpty() ? "" : " [FLAGS]").toString();
  }

  private void paragraph(String[] lines) {
    for (String line : lines) {
      for (String wrapped : Columns.wrap(line, Math.max(40, out.columns()))) out.line(wrapped);
    }
  }
}
