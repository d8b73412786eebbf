package thrum.core.sync;

import org.jspecify.annotations.Nullable;

/**
 * What one cycle did (04 §2.4).
 *
 * @param remote how we stand with the remote now
 * @param error why not all of it could be done, in one line; empty when it could
 * @param published whether the branch here is what the remote had when we last saw it
 * @param fetched whether the remote answered
 * @param push what was pushed; null when nothing was
 * @param eventsIn events that this machine did not have
 * @param ignoredEntries entries of the remote tree that are no files of the log; -1 when nothing was joined
 */
public record CycleReport(RemoteState remote, String error, boolean published, boolean fetched,
    @Nullable Push push,
    int eventsIn, int ignoredEntries) {

  /**
   * A push that worked.
   *
   * @param from the remote branch before; null when there was none
   * @param to the remote branch since, in hexadecimal
   * @param firstTo the address, without credentials, when nothing was ever pushed there from here; else null
   */
  public record Push(@Nullable String from, String to, @Nullable String firstTo) {}

  public boolean ok() {
    return error.isEmpty();
  }
}
