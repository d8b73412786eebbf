package thrum.core.log.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;

/**
 * One run over the old file: each of its lines goes into the file that it belongs to, unless it stands there
 * already.
 * The files are replaced one by one, each in one step, so a run may follow one that was killed.
 */
final class Splitting {

  /** Files written at once; for more of them the old file is read again. */
  private static final int AT_ONCE = 64;

  private final LogLayout layout;
  private final Disk disk;
  private final Path old;

  Splitting(LogLayout layout, Disk disk, Path old) {
    this.layout = layout;
    this.disk = disk;
    this.old = old;
  }

  void run() throws IOException {
    var destinations = Destinations.read(layout, old);
    var names = new TreeSet<String>();
    long expected = eachLine(line -> names.add(destinations.of(line)));
    var all = List.copyOf(names);
    long placed = 0;
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      placed += fill(all.subList(from, Math.min(all.size(), from + AT_ONCE)), destinations);
    }
    if (placed != expected) {
      throw new IOException(
          "of " + expected + " lines in " + old + " only " + placed + " were placed; it stays as it is");
    }
  }

  /** Returns how many lines of the old file belong to these files. */
  private long fill(List<String> names, Destinations destinations) throws IOException {
    var open = new LinkedHashMap<String, GrowingFile>();
    try {
      for (String name : names) {
        open.put(name, GrowingFile.of(layout.path(name), open.size(), disk));
      }
      long placed = place(open, destinations);
      for (GrowingFile file : open.values()) {
        file.finish();
      }
      return placed;
    } finally {
      for (GrowingFile file : open.values()) {
        file.close();
      }
    }
  }

  private long place(Map<String, GrowingFile> open, Destinations destinations) throws IOException {
    var placed = new long[1];
    eachLine(line -> {
      GrowingFile file = open.get(destinations.of(line));
      if (file != null) {
        file.add(old, line);
        placed[0]++;
      }
    });
    return placed[0];
  }

  @FunctionalInterface
  private interface Visit {
    void line(LogLine line) throws IOException;
  }

  private long eachLine(Visit visit) throws IOException {
    long count = 0;
    try (var lines = new LogReader(old, 0, Long.MAX_VALUE)) {
      for (LogLine line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          visit.line(line);
          count++;
        }
      }
    }
    return count;
  }
}
