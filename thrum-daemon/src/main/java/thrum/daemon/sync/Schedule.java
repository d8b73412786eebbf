package thrum.daemon.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.CycleReport;
import thrum.core.sync.Reach;

/**
 * When the next cycle is due, and how far it goes (04 §2.2): at the start, after each interval, when told to,
 * and when
 * something was committed here; at most one is pending. It is told the time and asks nobody. Not thread-safe.
 */
final class Schedule {

  /** Between two pushes that nobody asked for. */
  static final Duration PUSHES = Duration.ofSeconds(5);
  /** Before a cycle that was asked for is tried again, when another program was at it. */
  static final Duration WHILE_BUSY = Duration.ofSeconds(1);

  /** A cycle to be run at a time. */
  record Due(Instant at, Reach reach) {}

  private final BackOff backOff = new BackOff();
  private SyncSettings settings;
  private Instant next;
  private boolean asked;
  private @Nullable Instant committed;
  private Instant pushed = Instant.MIN;
  private Instant notBefore = Instant.MIN;

  Schedule(SyncSettings settings, Instant start) {
    this.settings = settings;
    this.next = start;
  }

  /** The settings as of now; a change of what is exchanged takes effect at once. */
  void use(SyncSettings current, Instant now) {
    if (settings.localOnly() != current.localOnly()) {
      next = now;
    }
    // Also right when the clock was set back.
    next = earlier(next, now.plus(current.interval()));
    settings = current;
  }

  /** Somebody wants a cycle now, whatever happened before. */
  void ask() {
    asked = true;
  }

  /** Something new is on the branch. */
  void committed(Instant now) {
    committed = now;
  }

  /** The next cycle. */
  Due due(Instant now) {
    if (asked) {
      return new Due(later(now, notBefore), reach(true));
    }
    var reach = reach(backOff.over(now));
    if (committed != null && reach == Reach.REMOTE) {
      return new Due(earlier(next, later(committed, pushed.plus(PUSHES))), reach);
    }
    return new Due(next, reach);
  }

  /** A cycle begins; what comes from now on is for the one behind it. */
  void begin() {
    asked = false;
    committed = null;
  }

  /** A cycle ended. */
  void end(Reach reach, CycleReport report, Instant now) {
    next = now.plus(settings.interval());
    if (report.push() != null) {
      pushed = now;
    }
    if (reach == Reach.REMOTE) {
      backOff.ended(report, now, settings.interval());
    }
  }

  /**
   * Another program was at it.
   *
   * @param wanted whether somebody had asked for the cycle
   */
  void busy(boolean wanted, Instant now) {
    next = now.plus(settings.interval());
    notBefore = now.plus(WHILE_BUSY);
    asked |= wanted;
  }

  private Reach reach(boolean allowed) {
    return allowed && !settings.localOnly() ? Reach.REMOTE : Reach.LOCAL;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
