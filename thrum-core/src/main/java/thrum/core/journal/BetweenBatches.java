package thrum.core.journal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import thrum.protocol.failure.Broken;

/** A job for the journal's thread that somebody waits for. */
final class BetweenBatches<R> {

  private final Work<R> work;
  private final CompletableFuture<R> result = new CompletableFuture<>();

  /** What is done on the journal's thread. */
  @FunctionalInterface
  interface Work<R> {
    R run() throws IOException;
  }

  BetweenBatches(Work<R> work) {
    this.work = work;
  }

  void run() {
    try {
      result.complete(work.run());
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  void fail(RuntimeException why) {
    result.completeExceptionally(why);
  }

  R await() throws IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken("waiting for the journal was given up", "the caller was interrupted", "", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
