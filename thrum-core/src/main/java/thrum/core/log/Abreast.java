package thrum.core.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import thrum.protocol.failure.Broken;

/** Does the same with several files at a time: going through a log takes a processor longer than the disk. */
public final class Abreast {

  private static final int MOST = 4;

  private Abreast() {}

  /** What is done with one item, on any thread. */
  @FunctionalInterface
  public interface Work<T> {
    void with(T item) throws IOException;
  }

  /**
   * Returns when everything is done. The first failure ends the rest and is thrown.
   *
   * @param meanwhile runs on the calling thread before each item is waited for; what it throws ends the rest
   */
  public static <T> void each(Collection<T> items, Work<T> work, Runnable meanwhile) throws IOException {
    int threads = Math.min(Math.min(MOST, Runtime.getRuntime().availableProcessors()), items.size());
    if (threads <= 1) {
      for (T item : items) {
        meanwhile.run();
        work.with(item);
      }
      return;
    }
    var factory = Thread.ofPlatform().name("log-reader-", 1).daemon().factory();
    try (var pool = Executors.newFixedThreadPool(threads, factory)) {
      each(items, work, meanwhile, pool);
    }
  }

  private static <T> void each(Collection<T> items, Work<T> work, Runnable meanwhile, ExecutorService pool)
      throws IOException {
    boolean done = false;
    try {
      var running = new ArrayList<Future<?>>();
      for (T item : items) {
        running.add(pool.submit(() -> {
          work.with(item);
          return item;
        }));
      }
      for (Future<?> one : running) {
        meanwhile.run();
        await(one);
      }
      done = true;
    } finally {
      if (!done) {
        pool.shutdownNow();
      }
    }
  }

  private static void await(Future<?> one) throws IOException {
    try {
      one.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken("reading the log was given up", "its reader was interrupted", "", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
