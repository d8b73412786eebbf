package thrum.core.search;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;

/**
 * How far the index has followed the projection; stored with the rows that it covers.
 *
 * @param source what of the projection the index was made of; another one means to begin anew
 * @param sequence events up to this one are followed
 * @param events how many those are: fewer than there are means that some came with a number of before
 * @param filled the oldest message that is there of those from before the index began; null for all
 */
record IndexState(String source, long sequence, long events, @Nullable Mark filled) {

  /** A message by its place in time. */
  record Mark(long nanos, String message) {
    static final Mark NEWEST = new Mark(Long.MAX_VALUE, "\uFFFF");
  }

  private static final String ALL = "all";

  /** Whether it holds all messages of the source that events up to {@code sequence} tell of. */
  boolean isFull() {
    return filled == null;
  }

  IndexState followed(long upTo, long counted) {
    return new IndexState(source, upTo, counted, filled);
  }

  IndexState filledDownTo(@Nullable Mark mark) {
    return new IndexState(source, sequence, events, mark);
  }

  /** @param schema the name under which the index is attached, with a dot; empty on its own connection */
  static @Nullable IndexState read(Sql sql, String schema) {
    var values = new HashMap<String, String>();
    sql.each("SELECT key, value FROM " + schema + "state", row -> values.put(row.text(1), row.text(2)));
    String source = values.get("source");
    if (source == null) {
      return null;
    }
    String nanos = values.getOrDefault("filled_ns", ALL);
    return new IndexState(source, Long.parseLong(values.getOrDefault("sequence", "0")),
        Long.parseLong(values.getOrDefault("events", "0")), nanos.equals(ALL) ? null
            : new Mark(Long.parseLong(nanos), values.getOrDefault("filled_message", "")));
  }

  void store(Sql sql) {
    sql.update("""
        INSERT INTO state (key, value)
        VALUES ('source', ?), ('sequence', ?), ('events', ?), ('filled_ns', ?), ('filled_message', ?)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value""", source, Long.toString(sequence),
        Long.toString(events), filled == null ? ALL : Long.toString(filled.nanos),
        filled == null ? "" : filled.message);
  }
}
