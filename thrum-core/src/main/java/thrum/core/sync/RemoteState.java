package thrum.core.sync;

import java.util.Locale;

/** How this machine stands with the remote (04 §2.8). */
public enum RemoteState {
  /** Nothing is exchanged, because the configuration says so. */
  LOCAL_ONLY,
  /** There is no remote named origin. */
  NONE,
  /** The latest exchange worked. */
  OK,
  /** The remote has no branch a-sync; the next push makes it. */
  NO_BRANCH,
  /** Nobody could be reached. */
  OFFLINE,
  /** The remote does not let us in. */
  AUTH_FAILED,
  /** The remote does not take what we push. */
  REJECTED,
  /** Git failed for another reason. */
  OTHER;

  /** As answers and JSON have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
