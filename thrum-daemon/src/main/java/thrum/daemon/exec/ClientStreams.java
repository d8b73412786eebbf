package thrum.daemon.exec;

import java.io.InputStream;
import java.io.OutputStream;

/** The standard streams of a client, as its command in the daemon sees them. */
public interface ClientStreams {

  /**
   * What the client's standard input holds. Nothing is asked of it before the first read, and no more than a
   * read
   * needs, except by those that read in big blocks. A read ends with {@link java.io.InterruptedIOException}
   * when the
   * command is cancelled.
   */
  InputStream in();

  /** Standard output: passed on with each line on a terminal, else in blocks and whenever it is flushed. */
  OutputStream out();

  /** Standard error: passed on at once. */
  OutputStream err();

  /** Columns of the client's terminal at this moment; 0 when unknown. */
  int columns();

  /**
   * What the client does when this daemon stops before the command has ended; {@link AfterStop#FAIL} by
   * default.
   */
  void whenTheDaemonStops(AfterStop next);

  /** What becomes of a command whose daemon stops. */
  enum AfterStop {
    /** The client says that the daemon has stopped, and fails. */
    FAIL,
    /** The client runs the command again in its own process: for commands that wait across restarts. */
    RUN_AGAIN
  }
}
