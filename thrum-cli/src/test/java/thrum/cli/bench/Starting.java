package thrum.cli.bench;

import java.io.IOException;
import java.util.List;

/** {@code thrum daemon start}, which returns when the daemon answers; its database is there and current. */
final class Starting implements Measurement {

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    int count = options.times(15, 3);
    place.stopDaemon();
    var command = new long[count];
    var process = new long[count];
    for (int i = 0; i < count; i++) {
      command[i] = place.thrum("daemon", "start").nanos();
      place.stopDaemon();
      process[i] = place.spawnDaemon(List.of());
      place.stopDaemon();
    }
    place.thrum("daemon", "start");
    return List.of(
        new Figure("thrum daemon start to first answer, 10^4 messages", new Samples(command).median(),
            Figure.Unit.MILLISECONDS, Budget.atMost(400),
            "median of " + count + ", the command's own JVM included"),
        Figure.reference("  the daemon's process alone", new Samples(process).median(),
            Figure.Unit.MILLISECONDS,
            "spawn to first answer"));
  }
}
