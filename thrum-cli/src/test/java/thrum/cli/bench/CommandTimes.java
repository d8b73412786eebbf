package thrum.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Commands of every day as a shell runs them, through the JVM launcher, with a warm daemon. */
final class CommandTimes implements Measurement {

  private static final List<List<String>> COMMANDS = List.of(List.of("whoami"),
      List.of("send", "Ready for review", "--to", "@agent_01"), List.of("sent"), List.of("status"),
      List.of("inbox", "--unread"), List.of("overview"), List.of("team"));

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    int count = options.times(20, 3);
    var figures = new ArrayList<Figure>();
    var empty = new long[count];
    for (int i = 0; i < count; i++)
      empty[i] = place.commands().emptyJvm(place.repository()).nanos();
    figures.add(Figure.reference("reference: java -version", new Samples(empty).median(),
        Figure.Unit.MILLISECONDS, "median of " + count + ", the same runtime and flags"));
    for (List<String> command : COMMANDS) {
      var words = command.toArray(String[]::new);
      place.thrum(words);
      var nanos = new long[count];
      for (int i = 0; i < count; i++)
        nanos[i] = place.thrum(words).nanos();
      String shown = command.getFirst() + (command.contains("--unread") ? " --unread" : "");
      figures.add(new Figure("thrum " + shown + ", JVM launcher", new Samples(nanos).median(),
          Figure.Unit.MILLISECONDS, Budget.atMost(150), "median of " + count + ", 10^4 messages"));
    }
    return figures;
  }
}
