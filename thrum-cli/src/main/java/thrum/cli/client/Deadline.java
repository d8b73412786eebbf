package thrum.cli.client;

import java.time.Duration;

/** A moment after which waiting is given up, on a clock that nobody sets. */
final class Deadline {

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean hasPassed() {
    return System.nanoTime() - end >= 0;
  }

  /** Milliseconds that are left, at least 1. */
  long millis() {
    return Math.max(1, (end - System.nanoTime()) / 1_000_000);
  }
}
