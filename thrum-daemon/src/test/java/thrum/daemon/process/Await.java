package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads and processes do. */
final class Await {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  static void until(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    boolean met = condition.call();
    while (!met && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      met = condition.call();
    }
    assertTrue(met, "it did not happen within " + LIMIT);
  }
}
