package thrum.daemon.dispatch;

import java.io.OutputStream;
import thrum.protocol.rpc.LineFrames;

/** A connection after it has left lines behind. No deadline and no idle limit applies to it. */
public interface Dialogue {

  /** Lasts until the dialogue has ended, on the connection's thread; everything of it is freed then. */
  void hold();

  /** The daemon stops: tells the client within half a second and closes the connection. */
  void stop();

  /** Begins a dialogue where the lines end. */
  @FunctionalInterface
  interface Opening {

    /**
     * Takes the connection over.
     *
     * @param lines gives the bytes behind the last line
     * @param out to the client
     * @param close closes the connection; from any thread, harmless when it is closed
     */
    Dialogue on(LineFrames lines, OutputStream out, Runnable close);
  }
}
