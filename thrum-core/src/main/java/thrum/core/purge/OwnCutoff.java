package thrum.core.purge;

import java.nio.charset.StandardCharsets;
import thrum.core.projection.Sql;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.id.DaemonId;

/**
 * Up to when this daemon itself has purged. Lines that somebody else's purge hides are for the next merge,
 * which keeps
 * them aside (ruling 43).
 */
record OwnCutoff(Sql sql, DaemonId daemon) {

  /**
   * The cutoff, in nanoseconds, when lines from before it still stand in the log; else the smallest number.
   */
  long withLinesLeft() {
    long own = Math.min(cutoff(), applied(sql));
    boolean left = own > Long.MIN_VALUE && sql.number("""
        SELECT EXISTS (SELECT 1 FROM events
          WHERE entity_kind IN ('message', 'session', 'contexts') AND ts_ns < ?)""", own) != 0;
    return left ? own : Long.MIN_VALUE;
  }

  /** What counts at this moment, whoever purged. */
  static long applied(Sql sql) {
    return sql.one("SELECT ns FROM purge_metadata WHERE key = 'purge_cutoff'", row -> row.number(1))
        .orElse(Long.MIN_VALUE);
  }

  private long cutoff() {
    return sql
        .all("SELECT event_json FROM events WHERE entity_kind = 'purge' AND origin_daemon = ?",
            row -> cutoff(row.text(1)), daemon.value())
        .stream()
        .reduce(Long.MIN_VALUE, Math::max);
  }

  private static long cutoff(String line) {
    return EventCodec.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof EventLine event
        && event.event() instanceof PurgeExecuted purge
            ? Math.min(purge.cutoff().nanos(), event.order().nanos())
            : Long.MIN_VALUE;
  }
}
