package thrum.daemon.dispatch;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import thrum.protocol.failure.Refused;

/**
 * Interrupts work that outlives its time (02 §2.4). Interruption withdraws a command that still waits for the
 * journal
 * and ends Git work; the journal itself is never interrupted (ruling 64).
 */
public final class Deadlines implements AutoCloseable {
  private final ScheduledExecutorService timer = timer();

  private static ScheduledExecutorService timer() {
    var timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("thrum-deadlines").factory());
    // Else each request would stay in memory until its time had passed.
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Runs the work on this thread and interrupts the thread when the limit passes first.
   *
   * @throws Refused with the text that 0.7 clients know when the limit passed before the work succeeded
   */
  public <R> R within(Duration limit, String what, Supplier<R> work) {
    var alarm = new Alarm(Thread.currentThread());
    var pending = timer.schedule(alarm, limit.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return work.get();
    } catch (RuntimeException failure) {
      if (alarm.rang()) {
        var refused = new Refused(what + ": context deadline exceeded");
        refused.addSuppressed(failure);
        throw refused;
      }
      throw failure;
    } finally {
      pending.cancel(false);
      alarm.disarm();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Interrupts once, and never after it was disarmed: a late interrupt would hit the next request. */
  private static final class Alarm implements Runnable {
    private final Thread target;
    private boolean armed = true;
    private boolean rang;

    Alarm(Thread target) {
      this.target = target;
    }

    @Override
    public synchronized void run() {
      if (armed) {
        rang = true;
        target.interrupt();
      }
    }

    synchronized boolean rang() {
      return rang;
    }

    synchronized void disarm() {
      armed = false;
      if (rang) {
        // Only this alarm interrupts the thread: what is left of the interrupt is ours to clear.
        boolean wasPending = Thread.interrupted();
        rang = rang || wasPending;
      }
    }
  }
}
