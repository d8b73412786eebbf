package thrum.core.sync;

/** How far a cycle goes. */
public enum Reach {
  /** It commits; no network is used and no process is started. */
  LOCAL,
  /** It exchanges the log with the remote as well. */
  REMOTE
}
