package thrum.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Json;

/** Prints the figures as they come and keeps them for the JSON file. */
final class Report {

  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();

  Report(PrintStream out) {
    this.out = out;
  }

  /** The JSON file. */
  private record Document(String os, int processors, boolean quick, List<Row> rows) {}

  private record Row(String what, double value, String unit, @Nullable Double budget, @Nullable String bound,
      @Nullable String verdict, String note) {
    static Row of(Figure figure) {
      var budget = figure.budget();
      return budget == null
          ? new Row(figure.what(), figure.value(), figure.unit().sign(), null, null, null, figure.note())
          : new Row(figure.what(), figure.value(), figure.unit().sign(), budget.bound(), budget.sign(),
              figure.verdict(), figure.note());
    }
  }

  void head() {
    line("What", "measured", "budget", "", "");
  }

  void add(List<Figure> more) {
    for (Figure figure : more) {
      figures.add(figure);
      var budget = figure.budget();
      String bound = budget == null ? "" : budget.sign() + " " + number(budget.bound());
      line(figure.what(), number(figure.value()) + " " + figure.unit().sign(), bound, figure.verdict(),
          figure.note());
    }
    out.flush();
  }

  /** How many figures miss their budget. */
  long over() {
    return figures.stream().filter(Figure::isOver).count();
  }

  void writeJson(Path file, BenchOptions options) throws IOException {
    var document = new Document(System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(), options.quick(), figures.stream().map(Row::of).toList());
    Files.writeString(file, Json.indented(document) + "\n");
  }

  private void line(String what, String measured, String budget, String verdict, String note) {
    String line =
        String.format(Locale.ROOT, "%-52s %18s  %-9s %-4s  %s", what, measured, budget, verdict, note);
    out.print(line.stripTrailing() + "\n");
  }

  /** As many digits as tell something. */
  private static String number(double value) {
    if (value == Math.rint(value) && value < 1e15) return String.format(Locale.ROOT, "%,d", (long) value);
    if (value >= 1000) return String.format(Locale.ROOT, "%,.0f", value);
    if (value >= 100) return String.format(Locale.ROOT, "%.0f", value);
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.3f", value);
  }
}
