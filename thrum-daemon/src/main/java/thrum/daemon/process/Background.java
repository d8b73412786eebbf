package thrum.daemon.process;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Work that can wait until the socket is served: one task after another, on a thread of its own. */
final class Background implements AutoCloseable {
  private static final long CLOSE_SECONDS = 5;

  private final ExecutorService thread = Executors.newSingleThreadExecutor(
      Thread.ofPlatform().daemon().name("thrum-background").factory());
  private final BiConsumer<String, Throwable> faults;

  Background(BiConsumer<String, Throwable> faults) {
    this.faults = faults;
  }

  void run(String name, Runnable task) {
    thread.execute(() -> {
      try {
        task.run();
      } catch (RuntimeException failure) {
        if (!thread.isShutdown()) {
          faults.accept(name + " failed", failure);
        }
      }
    });
  }

  /** Interrupts the task at hand and drops the others. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      var _ = thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
