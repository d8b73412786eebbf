package thrum.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Commands of every day as a shell runs them, with a warm daemon: through the native client and the JVM. */
final class CommandTimes implements Measurement {

  private static final List<List<String>> COMMANDS = List.of(List.of("whoami"), List.of("status"),
      List.of("inbox", "--unread"), List.of("team"), List.of("send", "Ready for review", "--to", "@agent_01"),
      List.of("overview"), List.of("sent"));
  private static final Map<String, String> NAMED = Map.of("THRUM_NAME", People.agent(Place.CALLER).value());
  private static final Map<String, String> ALONE = Map.of("THRUM_NO_AUTOSTART", "1");
  private static final int AT_ONCE = 4;
  private static final int CALLS = 200;

  private interface Run {
    Commands.Finished once() throws IOException;
  }

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    int count = options.times(60, 5);
    var figures = new ArrayList<Figure>();
    warmUp(place, options.times(20, 2));
    double bare = bare(place, count);
    figures.add(Figure.reference("reference: native client, a daemon that does nothing", bare,
        Figure.Unit.MILLISECONDS, "median of " + count));
    for (List<String> command : COMMANDS) {
      var words = command.toArray(String[]::new);
      for (var variables : List.of(Map.<String, String>of(), NAMED)) {
        double median = median(count, () -> place.thrum(variables, words));
        String what =
            "thrum " + shown(command) + ", native client" + (variables.isEmpty() ? "" : ", THRUM_NAME");
        figures.add(new Figure(what, median, Figure.Unit.MILLISECONDS, Budget.atMost(5),
            "median of " + count + ", 10^4 messages"));
        figures.add(new Figure("  the same beside the reference", median / bare, Figure.Unit.TIMES,
            Budget.atMost(3), ""));
      }
    }
    figures.add(manyAtOnce(place));
    figures.addAll(launcher(place, options.times(20, 3)));
    return figures;
  }

  /** So often each is run before the clock starts: agents do so within their first minutes. */
  private static void warmUp(Place place, int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (List<String> command : COMMANDS) place.thrum(command.toArray(String[]::new));
    }
  }

  private static double bare(Place place, int count) throws IOException {
    try (var server = new NothingToDo()) {
      var there = Map.of("THRUM_SOCKET", server.socket().toString());
      return median(count, () -> place.thrum(there, "whoami"));
    }
  }

  private static Figure manyAtOnce(Place place) throws IOException {
    Callable<Void> calls = () -> {
      for (int i = 0; i < CALLS / AT_ONCE; i++) place.thrum("inbox", "--unread");
      return null;
    };
    long start = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var done : threads.invokeAll(Collections.nCopies(AT_ONCE, calls))) done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return new Figure("200 × thrum inbox --unread, four at a time", (System.nanoTime() - start) / 1e6,
        Figure.Unit.MILLISECONDS, Budget.atMost(1500), "");
  }

  private static List<Figure> launcher(Place place, int count) throws IOException {
    var figures = new ArrayList<Figure>();
    figures.add(Figure.reference("reference: java -version",
        median(count, () -> place.commands().emptyJvm(place.repository())), Figure.Unit.MILLISECONDS,
        "median of " + count + ", the same runtime"));
    for (List<String> command : COMMANDS.subList(0, 4)) {
      var words = command.toArray(String[]::new);
      figures.add(new Figure("thrum " + shown(command) + ", JVM launcher",
          median(count, () -> place.launcher(Map.of(), 0, words)), Figure.Unit.MILLISECONDS,
          Budget.atMost(80), "median of " + count));
    }
    place.stopDaemon();
    figures.add(new Figure("thrum inbox, JVM launcher, no daemon",
        median(count, () -> place.launcher(ALONE, 1, "inbox")), Figure.Unit.MILLISECONDS, Budget.atMost(150),
        "median of " + count + ", THRUM_NO_AUTOSTART=1"));
    place.thrum("daemon", "start");
    return figures;
  }

  private static double median(int count, Run run) throws IOException {
    run.once();
    var nanos = new long[count];
    for (int i = 0; i < count; i++) nanos[i] = run.once().nanos();
    return new Samples(nanos).median();
  }

  private static String shown(List<String> command) {
    return command.getFirst() + (command.contains("--unread") ? " --unread" : "");
  }
}
