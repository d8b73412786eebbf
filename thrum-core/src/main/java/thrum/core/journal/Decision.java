package thrum.core.journal;

/**
 * One command, as a pure function of what is stored and what was asked. It runs on the journal's thread,
 * inside the open
 * transaction of its batch, so nothing can change between what it sees and what it decides. It may run more
 * than once
 * for one command and therefore has no effect but its outcome.
 *
 * @param <R> what the caller gets once the outcome's lines are on disk
 */
@FunctionalInterface
public interface Decision<R> {

  /**
   * Decides.
   *
   * @throws thrum.protocol.failure.Refused when the caller cannot have it; nothing is written then
   */
  Outcome<R> decide(View view);
}
