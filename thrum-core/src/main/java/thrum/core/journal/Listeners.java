package thrum.core.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Whoever wants to hear of commits. A listener that fails harms nobody else. */
final class Listeners implements Consumer<Committed> {

  private final List<Consumer<Committed>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong failures = new AtomicLong();

  AutoCloseable add(Consumer<Committed> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void accept(Committed committed) {
    for (Consumer<Committed> listener : listeners) {
      try {
        listener.accept(committed);
      } catch (RuntimeException e) {
        failures.incrementAndGet();
        WriteContext.LOG.error("a commit listener failed", e);
      }
    }
  }

  long failures() {
    return failures.get();
  }
}
