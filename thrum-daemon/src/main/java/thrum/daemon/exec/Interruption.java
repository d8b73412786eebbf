package thrum.daemon.exec;

/**
 * Interrupts a thread, but not while it writes to the client: interrupting a thread that works on a channel
 * closes the
 * channel, and the exit code could not be told any more.
 */
final class Interruption {

  private final Thread target;
  private boolean writing;
  private boolean pending;

  Interruption(Thread target) {
    this.target = target;
  }

  synchronized void interrupt() {
    if (writing) {
      pending = true;
    } else {
      target.interrupt();
    }
  }

  /** The target begins to write; an interrupt that is on its way waits. */
  synchronized void hold() {
    writing = true;
    pending |= Thread.interrupted();
  }

  /** It has written; what waited arrives now. */
  synchronized void release() {
    writing = false;
    if (pending) {
      pending = false;
      target.interrupt();
    }
  }
}
