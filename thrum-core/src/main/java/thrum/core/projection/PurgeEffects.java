package thrum.core.projection;

import java.time.InstantSource;
import thrum.core.projection.Entity.Kind;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.time.LogTime;

/**
 * Purges: hide what is older than the furthest cutoff (ruling 43), at once; the rows of what is hidden go in
 * {@link Sweeps}. The rows of {@code events} stay.
 */
record PurgeEffects(Sweeps sweeps, InstantSource clock) {

  /** Finds the cutoff; what lies between the old one and it is computed anew. */
  void recompute() {
    Sql sql = sweeps.sql();
    long before = new Horizon(sql).cutoff();
    long after = cutoff();
    if (after == before) {
      return;
    }
    sql.update("DELETE FROM purge_metadata WHERE key = 'purge_cutoff'");
    if (after > Long.MIN_VALUE) {
      sql.update("INSERT INTO purge_metadata (key, value, ns) VALUES ('purge_cutoff', ?, ?)",
          LogTime.ofNanos(after).text(),
          after);
    }
    sweeps.purge(Math.min(before, after), Math.max(before, after));
  }

  /** Whether a purge counts by now that did not when the cutoff was last found. */
  boolean isDue() {
    return cutoff() != new Horizon(sweeps.sql()).cutoff();
  }

  /** The furthest cutoff, none of them beyond its own event's time. */
  private long cutoff() {
    long latest = LogTime.of(clock.instant().plus(PurgeExecuted.TOLERANCE)).nanos();
    long cutoff = Long.MIN_VALUE;
    for (EventLine line : new EventRows(sweeps.sql()).of(new Entity(Kind.PURGE, ""))) {
      if (line.event() instanceof PurgeExecuted purge && line.order().nanos() <= latest) {
        cutoff = Math.max(cutoff, Math.min(purge.cutoff().nanos(), line.order().nanos()));
      }
    }
    return cutoff;
  }
}
