package thrum.daemon.dispatch;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;

/**
 * Interrupts work that outlives its time (02 §2.4). Interruption withdraws a command that still waits for the
 * journal
 * and ends Git work; the journal itself is never interrupted (ruling 64).
 *
 * <p>Nearly all work ends long before. So the timer is set for the first alarm that is due, whether or not it
 * is still armed then, and waking it up is not part of every request.
 */
public final class Deadlines implements AutoCloseable {
  private final ScheduledExecutorService timer = timer();
  private final Set<Alarm> armed = new HashSet<>();
  private @Nullable Future<?> next;
  private long nextNanos;

  private static ScheduledExecutorService timer() {
    var timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("thrum-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Runs the work on this thread and interrupts the thread when the limit passes first.
   *
   * @throws Refused with the text that 0.7 clients know when the limit passed before the work succeeded
   */
  public <R> R within(Duration limit, String what, Supplier<R> work) {
    var alarm = new Alarm(Thread.currentThread(), System.nanoTime() + limit.toNanos());
    arm(alarm);
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
      forget(alarm);
      alarm.disarm();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private synchronized void arm(Alarm alarm) {
    if (next == null || alarm.dueNanos - nextNanos < 0) {
      wakeAt(alarm.dueNanos);
    }
    armed.add(alarm);
  }

  private synchronized void forget(Alarm alarm) {
    armed.remove(alarm);
  }

  private void wakeAt(long nanos) {
    if (next != null) {
      next.cancel(false);
    }
    next = timer.schedule(this::ring, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    nextNanos = nanos;
  }

  private void ring() {
    takeDue(System.nanoTime()).forEach(Alarm::ring);
  }

  private synchronized List<Alarm> takeDue(long now) {
    next = null; // first: whatever fails here, the next request sets the timer again
    var due = armed.stream().filter(alarm -> alarm.dueNanos - now <= 0).toList();
    due.forEach(armed::remove);
    armed.stream()
        .mapToLong(alarm -> alarm.dueNanos)
        .reduce((a, b) -> a - b < 0 ? a : b)
        .ifPresent(this::wakeAt);
    return due;
  }

  /** Interrupts once, and never after it was disarmed: a late interrupt would hit the next request. */
  private static final class Alarm {
    private final Thread target;
    private final long dueNanos;
    private boolean armed = true;
    private boolean rang;

    Alarm(Thread target, long dueNanos) {
      this.target = target;
      this.dueNanos = dueNanos;
    }

    synchronized void ring() {
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
