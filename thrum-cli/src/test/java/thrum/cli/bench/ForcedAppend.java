package thrum.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Reference: what the disk takes for one appended line, forced. */
final class ForcedAppend implements Measurement {

  private static final int LINE = 400;

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    var nanos = new long[options.times(2_000, 200)];
    Path file = place.var("forced-append");
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var line = ByteBuffer.allocate(LINE);
      for (int i = 0; i < nanos.length; i++) {
        line.clear();
        long start = System.nanoTime();
        channel.write(line, (long) i * LINE);
        channel.force(false);
        nanos[i] = System.nanoTime() - start;
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return List.of(Figure.reference("reference: append a line and fdatasync", new Samples(nanos).median(),
        Figure.Unit.MILLISECONDS, "median of " + nanos.length));
  }
}
