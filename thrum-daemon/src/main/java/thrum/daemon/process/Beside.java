package thrum.daemon.process;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import thrum.protocol.failure.Broken;

/** Work on a thread of its own whose result is needed a little later. */
final class Beside<R> implements AutoCloseable {

  private final FutureTask<R> work;
  private final Thread thread;

  /** Begins at once. */
  Beside(String name, Supplier<R> work) {
    this.work = new FutureTask<>(work::get);
    this.thread = Thread.ofPlatform().name(name).start(this.work);
  }

  /** Waits for it; what it threw is thrown here. */
  R result() {
    try {
      return work.get();
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(failure);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Broken("the start of the daemon was interrupted", thread.getName(), "", interrupted);
    }
  }

  /** Waits until it does nothing any more. */
  @Override
  public void close() {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
