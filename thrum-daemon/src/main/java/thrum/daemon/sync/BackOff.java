package thrum.daemon.sync;

import java.time.Duration;
import java.time.Instant;
import thrum.core.sync.CycleReport;
import thrum.core.sync.RemoteState;

/**
 * How long the remote is left alone after it failed us (04 §2.10): twice as long each time, up to ten minutes
 * when
 * nobody answers and up to an hour when we are not let in; a push that the server refuses is tried once per
 * interval.
 * Not thread-safe.
 */
final class BackOff {

  static final Duration MOST_OFFLINE = Duration.ofMinutes(10);
  static final Duration MOST_AUTH = Duration.ofHours(1);

  private RemoteState reason = RemoteState.OK;
  private Duration pause = Duration.ZERO;
  private Instant until = Instant.MIN;

  /** Takes note of how a cycle with the remote ended. */
  void ended(CycleReport report, Instant now, Duration interval) {
    var remote = report.remote();
    if (report.ok() || remote == RemoteState.OK || remote == RemoteState.NO_BRANCH) {
      pause = Duration.ZERO;
      until = Instant.MIN;
    } else {
      pause = remote == reason && pause.isPositive() ? shorter(pause.multipliedBy(2), most(remote, interval))
          : shorter(interval, most(remote, interval));
      until = now.plus(pause);
    }
    reason = remote;
  }

  /** Whether the remote may be asked by itself; who is told to ask does so in any case. */
  boolean over(Instant now) {
    // A clock that was set back must not make the pause longer.
    return !now.isBefore(until) || until.isAfter(now.plus(pause));
  }

  /** The end of the pause; the distant past when there is none. */
  Instant until() {
    return until;
  }

  private static Duration most(RemoteState remote, Duration interval) {
    return switch (remote) {
      case AUTH_FAILED -> MOST_AUTH;
      case REJECTED -> interval;
      default -> MOST_OFFLINE;
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
