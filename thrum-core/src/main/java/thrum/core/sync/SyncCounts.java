package thrum.core.sync;

import java.util.concurrent.TimeUnit;
import thrum.core.projection.Sql;
import thrum.protocol.id.Ulid;

/**
 * Events that are in the log and have no effect (04 §2.6).
 *
 * @param quarantined those that could not be applied
 * @param pending those about a message that has not arrived
 */
public record SyncCounts(long quarantined, long pending) {

  private static final String PENDING =
      """
          SELECT message_id, (SELECT count(*) FROM events WHERE entity_kind = 'message' AND entity_id = message_id)
          FROM awaited""";
  private static final String CUTOFF =
      "SELECT coalesce(max(ns), ?) FROM purge_metadata WHERE key = 'purge_cutoff'";

  private record Awaited(String message, long events) {

    /** The time in its id tells that it will not come. */
    boolean isPurged(long cutoff) {
      return Ulid.timeOf(message).stream().anyMatch(millis -> TimeUnit.MILLISECONDS.toNanos(millis) < cutoff);
    }
  }

  /** Counts them; takes no longer than there are such. */
  public static SyncCounts of(Sql sql) {
    long cutoff = sql.number(CUTOFF, Long.MIN_VALUE);
    long pending = sql.all(PENDING, row -> new Awaited(row.text(1), row.number(2)))
        .stream()
        .filter(awaited -> !awaited.isPurged(cutoff))
        .mapToLong(Awaited::events)
        .sum();
    return new SyncCounts(sql.number("SELECT count(*) FROM quarantine"), pending);
  }
}
