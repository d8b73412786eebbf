package thrum.core.projection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By log file, how many of the applied lines are kept and not understood (03 §4.3). Stored with the
 * positions, because
 * a later start does not read those lines again. Any thread may look.
 */
final class SkippedLines {

  private static final String KEY = "skipped ";

  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  void load(Sql sql) {
    counts.clear();
    sql.each("SELECT substr(key, length(?1) + 1), value FROM projection_state WHERE key LIKE ?1 || '%'",
        row -> counts.put(row.text(1), Long.parseLong(row.text(2))), KEY);
  }

  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  void add(String file) {
    counts.merge(file, 1L, Long::sum);
  }

  /** The file is read again from its start, or is gone. */
  void forget(String file) {
    counts.remove(file);
  }

  /** Writes the count of one file into the open transaction. */
  void store(Sql sql, String file) {
    Long count = counts.get(file);
    if (count == null) {
      sql.update("DELETE FROM projection_state WHERE key = ?", KEY + file);
    } else {
      sql.update(
          "INSERT INTO projection_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
          KEY + file, Long.toString(count));
    }
  }

  void storeAll(Sql sql) {
    counts.keySet().forEach(file -> store(sql, file));
  }
}
