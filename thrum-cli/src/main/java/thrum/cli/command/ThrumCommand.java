package thrum.cli.command;

/**
 * One command: picocli fills its fields, {@link #run} does the work. A fresh object serves each invocation,
 * so
 * it may keep what it learnt on the way.
 */
public abstract non-sealed class ThrumCommand implements Entry {

  /** Exit code of a command that did what it was asked to (01 §1.7). */
  public static final int OK = 0;

  /** Exit code of any failure. */
  public static final int FAILED = 1;

  /**
   * Does the work and returns the exit code. What it throws becomes one line on standard error.
   *
   * @param place where the command works, and where its output goes
   */
  protected abstract int run(Workplace place);
}
