package thrum.daemon.exec;

/** The command must run in a process of the client's own, which then happens as if nobody had been asked. */
public final class Handoff extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * With a reason.
   *
   * @param why what the daemon cannot do for the client, as a clause
   */
  public Handoff(String why) {
    super(why, null, false, false);
  }

  /** Why the client has to do it. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
