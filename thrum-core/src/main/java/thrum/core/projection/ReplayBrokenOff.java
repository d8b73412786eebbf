package thrum.core.projection;

/** A replay of the log ended early because it was told to; the next start goes on with it. */
public final class ReplayBrokenOff extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReplayBrokenOff() {
    super("the replay of the log was broken off");
  }
}
