package thrum.daemon.exec;

import java.io.InterruptedIOException;

/** A stream of a command that has nobody to talk to any more, or that was told to end. */
final class Cancelled extends InterruptedIOException {

  private static final long serialVersionUID = 1L;

  Cancelled() {
    super("the command was cancelled");
  }
}
