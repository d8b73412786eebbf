package thrum.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A daemon that finds no database, with a small heap, until its first answer.
 *
 * @param size as it is told in the table
 */
record Rebuilding(String size) implements Measurement {

  private static final int HEAP = 256;
  private static final Pattern AFTER_A_COLLECTION = Pattern.compile("->(\\d+)M\\(");

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    place.stopDaemon();
    place.dropDatabase();
    Path collections = place.var("collections.log");
    long nanos =
        place.spawnDaemon(List.of("-Xmx" + HEAP + "m", "-Xlog:disable", "-Xlog:gc:file=" + collections));
    long heap = largest(collections);
    Files.deleteIfExists(collections);
    long events = place.events();
    return List.of(
        new Figure("full rebuild, " + size + " messages", events / (nanos / 1e9), Figure.Unit.PER_SECOND,
            Budget.atLeast(20_000),
            "%,d events, start of the JVM included: %.1f s".formatted(events, nanos / 1e9)),
        new Figure("full rebuild, " + size + " messages, heap", heap, Figure.Unit.MEBIBYTES,
            Budget.atMost(HEAP), "most that survived a collection, with -Xmx" + HEAP + "m"));
  }

  private static long largest(Path collections) throws IOException {
    try (var lines = Files.lines(collections)) {
      return lines.map(AFTER_A_COLLECTION::matcher)
          .filter(m -> m.find())
          .mapToLong(m -> Long.parseLong(m.group(1)))
          .max()
          .orElse(0);
    }
  }
}
