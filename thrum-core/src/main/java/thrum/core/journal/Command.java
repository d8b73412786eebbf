package thrum.core.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Ledger;
import thrum.protocol.failure.Broken;

/** One caller's decision on its way through the journal. */
final class Command<R> {

  private final Decision<R> decision;
  private final CompletableFuture<R> answer = new CompletableFuture<>();

  /** Set by whoever comes first: the journal that takes it up, or the caller that gives up waiting. */
  private final AtomicBoolean claimed = new AtomicBoolean();

  private @Nullable Outcome<R> outcome;
  private @Nullable RuntimeException refusal;

  Command(Decision<R> decision) {
    this.decision = decision;
  }

  /** Whether the journal may work on it; false when its caller has given up. */
  boolean takeUp() {
    return claimed.compareAndSet(false, true);
  }

  /** Decides anew; whatever was decided before is forgotten. */
  Outcome<R> decide(View view) {
    refusal = null;
    outcome = decision.decide(view);
    return outcome;
  }

  void refuse(RuntimeException why) {
    refusal = why;
    outcome = null;
  }

  /** Notes live facts again after the transaction that held them was lost. */
  void applyLive(Ledger ledger) {
    if (outcome != null) {
      outcome.live().forEach(ledger::applyLive);
    }
  }

  /** Tells the caller what was decided. */
  void complete() {
    if (outcome != null) {
      answer.complete(outcome.result());
    } else {
      answer.completeExceptionally(refusal == null ? new IllegalStateException("never decided") : refusal);
    }
  }

  void fail(RuntimeException failure) {
    answer.completeExceptionally(failure);
  }

  /**
   * Waits for the journal. A caller that is interrupted while its command still queues takes it back; once
   * the journal
   * works on it, the answer is waited for, because it may be a success (ruling 64).
   */
  R await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true;
          if (claimed.compareAndSet(false, true)) {
            throw new Broken("the request was given up before it was written", "nothing was changed", "", e);
          }
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
