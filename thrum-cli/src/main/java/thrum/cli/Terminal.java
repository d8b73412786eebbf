package thrum.cli;

/**
 * What is known of the three standard streams.
 *
 * @param stdin whether standard input is a terminal
 * @param stdout whether standard output is one
 * @param stderr whether standard error is one
 * @param columns width of the terminal on standard output; 0 when unknown
 */
public record Terminal(boolean stdin, boolean stdout, boolean stderr, int columns) {

  /** No stream is a terminal. */
  public static final Terminal NONE = new Terminal(false, false, false, 0);
}
