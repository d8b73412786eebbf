package thrum.core.journal;

import java.time.Duration;
import java.time.InstantSource;
import thrum.core.projection.Entity;
import thrum.core.projection.Ledger;
import thrum.core.projection.ProjectionState;
import thrum.protocol.failure.Refused;
import thrum.protocol.time.LogTime;

/**
 * Times for new events. With the clock's time alone, an edit could sort before the message it edits when the
 * clock was
 * set back, and vanish (ruling 70).
 */
final class DecisionTimes {

  private static final Duration FURTHEST = Duration.ofHours(24);

  private final InstantSource clock;
  private long given = Long.MIN_VALUE;

  DecisionTimes(InstantSource clock) {
    this.clock = clock;
  }

  LogTime after(Ledger ledger, Entity... changed) {
    return after(ledger, Long.MIN_VALUE, changed);
  }

  /** @param earlier what it follows besides, in nanoseconds */
  LogTime after(Ledger ledger, long earlier, Entity... changed) {
    long now = now();
    ProjectionState state = ledger.state();
    long last = Math.max(state.lastNanos(), given);
    long time = Math.max(now, following(Math.max(last, earlier)));
    String reason = state.lastEvent();
    for (Entity entity : changed) {
      long following = following(ledger.latestNanos(entity));
      if (following > time) {
        time = following;
        reason = ledger.latestEvent(entity).orElse(reason);
      }
    }
    if (isTooFarAhead(time, now)) {
      throw new Refused("the clock is behind: event %s is dated %s, more than %d hours ahead of this machine"
          .formatted(reason, LogTime.ofNanos(time - 1), FURTHEST.toHours()));
    }
    given = time;
    return LogTime.ofNanos(time);
  }

  boolean canFollow(Ledger ledger, Entity entity) {
    return !isTooFarAhead(following(ledger.latestNanos(entity)), now());
  }

  /** An event later than this cannot be followed. */
  LogTime furthest() {
    return LogTime.ofNanos(now() + FURTHEST.toNanos() - 1);
  }

  private long now() {
    return LogTime.of(clock.instant()).nanos();
  }

  private static long following(long nanos) {
    return nanos == Long.MAX_VALUE ? nanos : nanos + 1;
  }

  private static boolean isTooFarAhead(long time, long now) {
    return time > now && time - now > FURTHEST.toNanos();
  }
}
