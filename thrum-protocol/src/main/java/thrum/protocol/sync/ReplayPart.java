package thrum.protocol.sync;

/**
 * How far a daemon has read its log again (04 §2.6, §2.8).
 *
 * @param total in events or bytes, never 0
 */
public record ReplayPart(long done, long total) {

  /** Rounded down. */
  public long percent() {
    return total == 0 ? 0 : done * 100 / total;
  }
}
