package thrum.core.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import thrum.core.log.LogFiles;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.core.projection.Sql;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.event.LocalLine;

/**
 * Shortens this machine's own log to what still says something (ruling 69). What is kept are lines of that
 * log; the
 * database is asked only which sessions are over.
 */
record LocalCompaction(EventStore store, LogFiles logs) {

  /** The log may be that many times as long as what still counts in it. */
  private static final int SLACK = 4;

  /** A shorter log is left alone. */
  private static final long SMALL = 64 << 10;

  boolean run() throws IOException {
    if (logs.file(LogLayout.LOCAL).committed() < SMALL) {
      return false;
    }
    return store.rewriting().rewrite(LogLayout.LOCAL, this::rewrite);
  }

  private Optional<Set<String>> rewrite(LogSnapshot snapshot, Rewriting.LineSink sink) throws IOException {
    var lines = read(snapshot);
    Set<String> live = new LiveLocalLines(finished(lines)).among(lines);
    long kept = 0;
    var removed = new HashSet<String>();
    try (var reader = new LogReader(snapshot.path(), 0, snapshot.length())) {
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        Optional<String> superseded = id(line).filter(id -> !live.contains(id));
        if (superseded.isPresent()) {
          removed.add(superseded.get());
        } else if (line.isTooLong()) {
          return Optional.empty(); // somebody else's bytes, too many to carry over
        } else if (!line.isBlank()) {
          sink.add(line.bytes());
          kept += line.length() + 1;
        }
      }
    }
    return snapshot.length() > kept * SLACK ? Optional.of(removed) : Optional.empty();
  }

  private static List<LocalLine> read(LogSnapshot snapshot) throws IOException {
    var lines = new ArrayList<LocalLine>();
    try (var reader = new LogReader(snapshot.path(), 0, snapshot.length())) {
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        if (LocalCodec.parse(line.bytes()) instanceof LocalLine local) {
          lines.add(local);
        }
      }
    }
    return lines;
  }

  private static Optional<String> id(LogLine line) {
    return LocalCodec.parse(line.bytes()) instanceof LocalLine local
        ? Optional.of(local.eventId().value())
        : Optional.empty();
  }

  /** Sessions that ended or were deleted. One that is merely unknown may still arrive. */
  private Set<String> finished(List<LocalLine> lines) {
    Set<String> sessions = lines.stream()
        .flatMap(line -> LiveLocalLines.session(line.event()).stream())
        .collect(Collectors.toSet());
    return store
        .read(sql -> sessions.stream().filter(session -> isOver(sql, session)).collect(Collectors.toSet()));
  }

  private static boolean isOver(Sql sql, String session) {
    return sql.number("""
        SELECT EXISTS (SELECT 1 FROM events
          WHERE entity_kind = 'session' AND entity_id = ? AND type = 'agent.session.start')
        AND NOT EXISTS (SELECT 1 FROM sessions WHERE session_id = ? AND ended_at IS NULL)""", session,
        session) != 0;
  }
}
