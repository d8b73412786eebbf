package thrum.daemon.sync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does after a cycle what nobody waits for, on a thread of its own that lives as long as the work. Work that
 * is asked for
 * while it is being done is left to the next cycle.
 */
public final class Upkeep implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(10);

  private final Runnable work;
  private final BiConsumer<String, Throwable> failures;
  private final AtomicReference<@Nullable Thread> current = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Ready to work.
   *
   * @param work ends soon when its thread is interrupted
   * @param failures told what went wrong
   */
  public Upkeep(Runnable work, BiConsumer<String, Throwable> failures) {
    this.work = work;
    this.failures = failures;
  }

  /** Begins the work, unless it is being done. Returns at once. */
  public void begin() {
    var thread = Thread.ofPlatform().daemon().name("thrum-upkeep").unstarted(this::run);
    if (!closed && current.compareAndSet(null, thread)) {
      thread.start();
    }
  }

  private void run() {
    try {
      if (!closed) {
        work.run();
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      if (!closed) {
        failures.accept("packing the log failed", e);
      }
    } finally {
      current.set(null);
    }
  }

  @Override
  public void close() {
    closed = true;
    var thread = current.get();
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      var _ = thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
