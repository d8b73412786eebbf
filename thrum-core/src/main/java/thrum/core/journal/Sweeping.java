package thrum.core.journal;

import java.util.function.IntConsumer;
import thrum.core.projection.SqlFailure;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.PurgeExecuted;

/**
 * Does what a large purge or the deletion of an agent left to be done, a slice after each batch (ruling 73).
 * Belongs to
 * the journal's thread.
 */
final class Sweeping {

  /** About the changes of a slice, in events. */
  private static final int SLICE_WORTH = 40;

  private final WriteContext context;
  private final IntConsumer changed;
  private boolean due = true;

  /** @param changed is told of each slice how many events it is worth */
  Sweeping(WriteContext context, IntConsumer changed) {
    this.context = context;
    this.changed = changed;
  }

  /** Whether there may be something to do. At first there may: an earlier process can have left it. */
  boolean isDue() {
    return due;
  }

  /** Something may have been left to be done. */
  void look() {
    due = true;
  }

  void look(Committed committed) {
    due |= committed.events()
        .stream()
        .anyMatch(line -> line.event() instanceof PurgeExecuted || line.event() instanceof AgentCleanedUp);
  }

  /** Does one slice, if any is left. A failure is tried again when somebody calls {@link #look}. */
  void step() {
    due = false;
    try {
      if (context.projection().hasToSweep()) {
        due = context.projection().sweep();
        changed.accept(SLICE_WORTH);
      }
    } catch (SqlFailure e) {
      WriteContext.LOG.warn("cannot remove yet what was purged; trying again", e);
    }
  }
}
