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
     * @param wire ends the connection, when it is time
     */
    Dialogue on(LineFrames lines, OutputStream out, Wire wire);
  }

  /** How a connection ends; from any thread, harmless when it has ended. */
  interface Wire {

    /** Whoever reads from the client meets its end now; what was written before still arrives. */
    void stopReading();

    /** Reading and writing fail from now on. */
    void close();
  }
}
