package thrum.core.purge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import thrum.core.journal.LogSnapshot;
import thrum.core.journal.Rewriting;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.core.projection.Entity;
import thrum.core.projection.LineKey;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;

/**
 * Takes the lines out of a log file that a purge removes: those about messages, sessions and work contexts
 * from before
 * the cutoff. All others stay where they are, byte for byte (03 §5.7). Memory follows the number of lines
 * that go.
 */
final class PurgedLines implements Rewriting {

  private final long cutoff;
  private long lines;
  private long events;

  /** @param cutoff nanoseconds since the epoch */
  PurgedLines(long cutoff) {
    this.cutoff = cutoff;
  }

  /** Lines that go, of the last file. */
  long lines() {
    return lines;
  }

  /** Events that go, of the last file: each counts once. */
  long events() {
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
        } else if (!goes(line)) {
          stays(line, removed, sink);
        }
      }
    }
    return Optional.of(removed);
  }

  /** Counts what would go from the first bytes of a file, and names the events. */
  Set<String> find(Path file, long length) throws IOException {
    lines = 0;
    var removed = new HashSet<String>();
    if (length > 0) {
      try (var reader = new LogReader(file, 0, length)) {
        for (LogLine line = reader.next(); line != null; line = reader.next()) {
          if (!line.isTooLong() && goes(line)) {
            lines++;
            LineKey.of(line.bytes()).map(PurgedLines::id).ifPresent(removed::add);
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
        LineKey.of(line.bytes()).map(PurgedLines::id).filter(id -> !removed.contains(id)).isPresent();
    if (known) {
      sink.keep(line.bytes());
    } else {
      sink.add(line.bytes());
    }
  }

  private boolean goes(LogLine line) {
    return LineKey.of(line.bytes()).filter(key -> key.nanos() < cutoff).isPresent()
        && EventCodec.parse(line.bytes()) instanceof EventLine event
        && Entity.of(event.event()).kind().purgeable();
  }

  private static String id(LineKey key) {
    return new String(key.id(), StandardCharsets.UTF_8);
  }
}
