package thrum.core.projection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import thrum.core.log.LogFile;
import thrum.core.log.LogFiles;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;

/**
 * Finds events that the projection holds and no file of the log does, because a file was removed, replaced or
 * edited
 * while nobody watched (ruling 66).
 */
record LostLines(Sql sql, LogFiles logs) {

  private static final String UNKNOWN =
      "event_id NOT IN (SELECT event_id FROM temp.line_ids) ORDER BY ts_ns, event_id";

  /** Takes a line that has to be written again to the file of that name. */
  @FunctionalInterface
  interface Taker {
    void take(String file, byte[] line) throws IOException;
  }

  /** Gives them in canonical order, those of the local log first. The taker must not touch the database. */
  void each(Taker taker) throws IOException {
    sql.update("CREATE TEMP TABLE IF NOT EXISTS line_ids (event_id TEXT PRIMARY KEY) WITHOUT ROWID");
    try {
      for (String name : logs.layout().files()) {
        collectIds(logs.file(name));
      }
      sql.each("SELECT event_json FROM local_events WHERE " + UNKNOWN,
          row -> give(taker, LogLayout.LOCAL, bytes(row.text(1))));
      var routing = MessageAuthors.routing(sql);
      var tombstones = new Tombstones(sql);
      sql.each("SELECT event_json FROM events WHERE " + UNKNOWN, row -> {
        if (EventCodec.parse(bytes(row.text(1))) instanceof EventLine line && !tombstones.hide(line)) {
          give(taker, routing.fileOf(line), line.bytes());
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      sql.update("DROP TABLE temp.line_ids");
    }
  }

  private static void give(Taker taker, String file, byte[] line) {
    try {
      taker.take(file, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collectIds(LogFile file) throws IOException {
    try (var reader = new LogReader(file.path(), 0, file.committed())) {
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        if (!line.isBlank() && !line.isTooLong()) {
          LineKey.of(line.bytes())
              .ifPresent(key -> sql.update("INSERT OR IGNORE INTO temp.line_ids VALUES (?)",
                  new String(key.id(), StandardCharsets.UTF_8)));
        }
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
