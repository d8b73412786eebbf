package thrum.daemon.process;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives memory back to the system when the daemon has gone quiet: the collector shrinks the heap only when it
 * collects, and a heap that nobody fills is never collected.
 */
final class MemoryReturn implements AutoCloseable {

  private static final long SECONDS = 30;
  /** Bytes that a quiet daemon may use between two looks. */
  private static final long QUIET = 1 << 20;
  /** Bytes that make a collection worth its time. */
  private static final long WORTHWHILE = 8 << 20;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("thrum-memory").factory());
  private final Runtime runtime = Runtime.getRuntime();
  private long usedBefore;
  private long keptAfter;

  /** Begins to look. */
  MemoryReturn start() {
    var _ = thread.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    return this;
  }

  private void look() {
    long held = runtime.totalMemory();
    long used = held - runtime.freeMemory();
    if (Math.abs(used - usedBefore) < QUIET && used > keptAfter + WORTHWHILE) {
      runtime.gc();
      used = runtime.totalMemory() - runtime.freeMemory();
      keptAfter = used;
    }
    usedBefore = used;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
