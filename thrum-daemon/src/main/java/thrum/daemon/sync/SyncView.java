package thrum.daemon.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.RemoteState;

/**
 * How the exchange stands (04 §2.8).
 *
 * @param state {@code stopped}, {@code error}, {@code idle}, {@code pending} or {@code synced}
 * @param remote null before the first cycle, unless nothing is exchanged
 * @param error why the latest cycle did not work; empty when it did
 * @param lastSync end of the latest cycle that worked; null before the first
 * @param ignoredEntries entries of the remote branch that are no files of the log
 */
public record SyncView(boolean running, String state, @Nullable RemoteState remote, String error,
    @Nullable Instant lastSync, @Nullable Instant lastPush, @Nullable Instant lastFetch, int ignoredEntries) {

  /** Something is committed here that the remote does not have, and nothing has failed. */
  public static final String PENDING = "pending";
}
