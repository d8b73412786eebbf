package thrum.core.sync.remote;

/**
 * What came of talking to the remote.
 *
 * @param reason why not, in one line without credentials; empty when it went well
 */
public record Contact(Outcome outcome, String reason) {

  /** It went well. */
  public static final Contact OK = new Contact(Outcome.OK, "");

  /** The ways it can end (04 §2.4, steps 2 and 6). */
  public enum Outcome {
    /** Done. */
    OK,
    /** The remote answers and has no such branch. */
    NO_BRANCH,
    /** Somebody else has moved the remote branch: fetch, join, push again. */
    MOVED,
    /** The server does not take the push, and would not take it a moment later. */
    REJECTED,
    /** Nobody could be reached in time. */
    OFFLINE,
    /** The remote wants to know who we are, and what Git could tell it is not enough. */
    AUTH_FAILED,
    /** Anything else; {@code reason} has Git's own words. */
    OTHER
  }

  public boolean ok() {
    return outcome == Outcome.OK;
  }
}
