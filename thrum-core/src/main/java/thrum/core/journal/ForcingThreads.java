package thrum.core.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import thrum.core.log.LogFile;

/**
 * Forces several files at once: a file system commits concurrent forces together, so that ten files take
 * little longer
 * than two. Platform threads, because forcing blocks.
 */
final class ForcingThreads implements AutoCloseable {

  private static final int THREADS = 10;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS,
      Thread.ofPlatform().name("journal-force-", 1).daemon().factory());

  /** Returns when every file is forced; reports the first failure after all have been tried. */
  void force(List<LogFile> files) throws IOException {
    var running = new ArrayList<Future<Boolean>>();
    for (LogFile file : files.subList(0, files.size() - 1)) {
      Callable<Boolean> forcing = () -> {
        file.force();
        return true;
      };
      running.add(threads.submit(forcing));
    }
    IOException failure = null;
    try {
      files.getLast().force(); // this thread would have to wait anyway
    } catch (IOException e) {
      failure = e;
    }
    for (Future<Boolean> one : running) {
      try {
        await(one);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    threads.close();
  }

  /** The journal does not give up on a force that is under way: its outcome decides what is acknowledged. */
  private static void await(Future<Boolean> forcing) throws IOException {
    boolean interrupted = false;
    while (true) {
      try {
        forcing.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
