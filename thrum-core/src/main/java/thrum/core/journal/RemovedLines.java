package thrum.core.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.core.projection.LineKey;

/**
 * Takes lines out of a log file; all others stay where they are, byte for byte (03 §5.7). Memory follows the
 * number of
 * lines that go.
 */
public final class RemovedLines implements Rewriting {

  private final Predicate<byte[]> goes;
  private long lines;
  private long events;

  /** @param goes is asked about each line, without its newline; a line too long to be held always stays */
  public RemovedLines(Predicate<byte[]> goes) {
    this.goes = goes;
  }

  /** Lines that go, of the last file. */
  public long lines() {
    return lines;
  }

  /** Events that go, of the last file: each counts once. */
  public long events() {
    return events;
  }

  @Override
  public Optional<Set<String>> rewrite(LogSnapshot snapshot, LineSink sink) throws IOException {
    Set<String> removed = find(snapshot.path(), snapshot.inode() == 0 ? 0 : snapshot.length());
    if (removed.isEmpty()) {
      return Optional.empty();
    }
    try (var reader = new LogReader(snapshot.path(), 0, snapshot.length())) {
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        if (line.isTooLong()) {
          sink.copy(snapshot.path(), line.offset(), line.length());
        } else if (!goes.test(line.bytes())) {
          stays(line, removed, sink);
        }
      }
    }
    return Optional.of(removed);
  }

  /** Counts what would go from the first bytes of a file, and names the events. */
  public Set<String> find(Path file, long length) throws IOException {
    lines = 0;
    var removed = new HashSet<String>();
    if (length > 0) {
      try (var reader = new LogReader(file, 0, length)) {
        for (LogLine line = reader.next(); line != null; line = reader.next()) {
          if (!line.isTooLong() && goes.test(line.bytes())) {
            lines++;
            LineKey.of(line.bytes()).map(RemovedLines::id).ifPresent(removed::add);
          }
        }
      }
    }
    events = removed.size();
    return removed;
  }

  /** The row of an event goes with any line of its id; one with another such line has to come back. */
  private static void stays(LogLine line, Set<String> removed, LineSink sink) throws IOException {
    boolean known =
        LineKey.of(line.bytes()).map(RemovedLines::id).filter(id -> !removed.contains(id)).isPresent();
    if (known) {
      sink.keep(line.bytes());
    } else {
      sink.add(line.bytes());
    }
  }

  private static String id(LineKey key) {
    return new String(key.id(), StandardCharsets.UTF_8);
  }
}
