package thrum.core.projection;

import java.util.HashMap;

/**
 * What is committed with every batch beside its rows (rulings 70, 74, 75).
 *
 * @param sequence the highest number given to an event
 * @param events rows in {@code events}; another program's writing shows as a difference
 * @param lastNanos the latest time that this daemon gave to an event, in nanoseconds since the epoch
 * @param lastEvent the id of that event; empty before the first
 * @param epoch names this database; each rebuild has another
 */
public record ProjectionState(long sequence, long events, long lastNanos, String lastEvent, String epoch) {

  static ProjectionState fresh(String epoch) {
    return new ProjectionState(0, 0, 0, "", epoch);
  }

  static ProjectionState read(Sql sql) {
    var values = new HashMap<String, String>();
    sql.each("SELECT key, value FROM projection_state", row -> values.put(row.text(1), row.text(2)));
    return new ProjectionState(Long.parseLong(values.getOrDefault("sequence", "0")),
        Long.parseLong(values.getOrDefault("events", "0")),
        Long.parseLong(values.getOrDefault("last_ns", "0")),
        values.getOrDefault("last_event", ""), values.getOrDefault("epoch", ""));
  }

  void store(Sql sql) {
    sql.update("""
        INSERT INTO projection_state (key, value)
        VALUES ('sequence', ?), ('events', ?), ('last_ns', ?), ('last_event', ?), ('epoch', ?)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value""",
        Long.toString(sequence), Long.toString(events), Long.toString(lastNanos), lastEvent, epoch);
  }

  /** Whether the rows are those that were there at the last commit of this program (ruling 75). */
  boolean agreesWith(Sql sql) {
    return sql.number("SELECT max(sequence) FROM events") <= sequence
        && sql.number("SELECT count(*) FROM events") == events;
  }
}
