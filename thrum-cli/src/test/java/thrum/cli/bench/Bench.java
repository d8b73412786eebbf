package thrum.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Measures the rows of the budget table that this version can have. See {@code scripts/bench}. */
public final class Bench {

  private static final int SMALL = 10_000;
  private static final int READ_PERCENT = 60;
  private static final Set<String> WITH_A_DAEMON =
      Set.of("reference", "start", "idle", "search", "list", "context", "commands", "send");

  private final BenchOptions options;
  private final Report report;

  private Bench(BenchOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  /** Ends with 0 when everything was measured, whether or not a budget is missed. */
  public static void main(String[] arguments) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BenchOptions options;
    try {
      options = BenchOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
      return;
    }
    var report = new Report(out);
    report.head();
    new Bench(options, report).run();
    out.println(report.over() == 0 ? "Every figure keeps its budget."
        : report.over() + " figures are over their budget.");
    if (options.json() != null) report.writeJson(options.json(), options);
  }

  private void run() throws IOException {
    if (options.wantsOneOf(WITH_A_DAEMON)) everyday();
    rebuild(options.times(100_000, 10_000), options.quick() ? "10^4" : "10^5");
    if (options.million()) rebuild(1_000_000, "10^6");
    if (options.wants("sync")) {
      report.add(new NothingNew().measure(options));
      report.add(new Converging().measure(options));
      report.add(new SendingMeanwhile().measure(options));
    }
    if (options.wants("growth")) report.add(new Growth().measure(options));
  }

  private void everyday() throws IOException {
    try (var place = Place.with(new History(SMALL, READ_PERCENT), options.distribution())) {
      place.register();
      measure("reference", new ForcedAppend(), place);
      measure("start", new Starting(), place);
      measure("idle", new Idling(), place);
      measure("search", new Searching("10^4"), place);
      measure("list", new Listing("10^4", 1), place);
      measure("context", new ContextShowing(), place);
      measure("commands", new CommandTimes(), place);
      measure("send", new Sending(), place);
    }
  }

  /** Big histories: built from nothing, then listed. */
  private void rebuild(int messages, String size) throws IOException {
    if (!options.wants("rebuild")) return;
    try (var place = Place.with(new History(messages, 0), options.distribution())) {
      measure("rebuild", new Rebuilding(size), place);
      // First: it waits until the index, which would disturb the other, is filled.
      if (messages > SMALL) measure("search", new Searching(size), place);
      if (messages > SMALL) measure("list", new Listing(size, 5), place);
    }
  }

  private void measure(String name, Measurement measurement, Place place) throws IOException {
    if (!options.wants(name)) return;
    report.add(measurement.measure(place, options));
  }
}
