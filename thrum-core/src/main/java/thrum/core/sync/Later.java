package thrum.core.sync;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something after a while, on a thread of the caller's choice. */
public interface Later {

  /**
   * Runs a task once.
   *
   * @param delay at least this long
   * @param task must not throw
   */
  void after(Duration delay, Runnable task);

  /** On an executor, which its owner shuts down. */
  static Later on(ScheduledExecutorService executor) {
    return (delay, task) -> {
      var _ = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    };
  }
}
