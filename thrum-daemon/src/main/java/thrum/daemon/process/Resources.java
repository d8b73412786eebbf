package thrum.daemon.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/** What was opened, closed in reverse order; one that fails to close does not keep the others open. */
final class Resources implements AutoCloseable {
  private final Deque<Named> opened = new ArrayDeque<>();
  private final BiConsumer<String, Throwable> faults;

  private record Named(String name, AutoCloseable resource) {}

  Resources(BiConsumer<String, Throwable> faults) {
    this.faults = faults;
  }

  <T extends AutoCloseable> T add(String name, T resource) {
    opened.push(new Named(name, resource));
    return resource;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      var next = opened.pop();
      try {
        next.resource().close();
      } catch (Exception failure) {
        faults.accept("closing " + next.name() + " failed", failure);
        if (failure instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
