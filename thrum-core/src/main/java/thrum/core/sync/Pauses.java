package thrum.core.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The growing, uneven pauses between two attempts to push, so that clones that met do not meet again. */
public final class Pauses {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  /** Lets time pass. */
  public interface Sleep {
    void pass(Duration time) throws InterruptedException;
  }

  private final RandomGenerator random;
  private final Sleep sleep;

  public Pauses(RandomGenerator random, Sleep sleep) {
    this.random = random;
    this.sleep = sleep;
  }

  /**
   * Waits before the next attempt.
   *
   * @param attempt how many have failed
   * @return false when the thread was interrupted, which it remains
   */
  boolean before(int attempt) {
    try {
      sleep.pass(length(attempt));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Between a half and the whole of 200 ms, doubled with each attempt, 3 s at most (04 §2.4, step 6). */
  Duration length(int attempt) {
    long whole = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt - 1, 10));
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
