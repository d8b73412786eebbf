package thrum.core.projection;

import java.time.Duration;
import java.time.InstantSource;
import thrum.core.projection.Entity.Kind;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.time.LogTime;

/** Purges: hide what is older than the furthest cutoff (ruling 43). The rows of {@code events} stay. */
record PurgeEffects(Sql sql, InstantSource clock) {

  /** A purge further ahead of the local clock than this waits. */
  private static final Duration TOLERANCE = Duration.ofMinutes(10);

  /** Finds the cutoff and computes anew what lies between the old one and it. */
  void recompute() {
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
    var events = new EventRows(sql);
    long from = Math.min(before, after);
    long to = Math.max(before, after);
    events.idsBetween(Kind.MESSAGE, from, to).forEach(new MessageEffects(sql)::recompute);
    events.idsBetween(Kind.SESSION, from, to).forEach(new SessionEffects(sql)::recompute);
    events.idsBetween(Kind.CONTEXTS, from, to).forEach(new ContextEffects(sql)::recompute);
  }

  /** Whether a purge counts by now that did not when the cutoff was last found. */
  boolean isDue() {
    return cutoff() != new Horizon(sql).cutoff();
  }

  /** The furthest cutoff, none of them beyond its own event's time. */
  private long cutoff() {
    long latest = LogTime.of(clock.instant().plus(TOLERANCE)).nanos();
    long cutoff = Long.MIN_VALUE;
    for (EventLine line : new EventRows(sql).of(new Entity(Kind.PURGE, ""))) {
      if (line.event() instanceof PurgeExecuted purge && line.order().nanos() <= latest) {
        cutoff = Math.max(cutoff, Math.min(purge.cutoff().nanos(), line.order().nanos()));
      }
    }
    return cutoff;
  }
}
