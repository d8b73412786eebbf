package thrum.protocol.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** How the exchange with the Git remote stands (04 §2.8). Never fails. */
public record CheckSync() implements Request<CheckSync.Result> {

  public static final Method<CheckSync, Result> METHOD =
      Method.lenient("sync.status", CheckSync.class, Result.class);

  @Override
  public Method<CheckSync, Result> method() {
    return METHOD;
  }

  /**
   * The answer.
   *
   * @param running whether the loop runs
   * @param lastSyncAt end of the latest cycle that worked; empty before the first
   * @param lastError why the latest cycle did not work, or what else is wrong
   * @param syncState {@code stopped}, {@code error}, {@code idle}, {@code pending} or {@code synced}
   * @param localOnly whether nothing is exchanged with the remote
   * @param remoteState {@code local_only}, {@code none}, {@code ok}, {@code no_branch}, {@code offline},
   * {@code auth_failed}, {@code rejected} or {@code other}; empty before the first cycle
   * @param remoteUrl without credentials
   * @param unpushedCommits commits that the remote, as far as we know, does not have; 0 without a remote
   * @param quarantined events that are kept and could not be applied
   * @param pending events that wait for another one that they refer to
   * @param opaqueLines lines of the log that are kept and not understood
   * @param conflicts event ids that stand for different events
   * @param ignoredEntries entries of the remote branch that are no files of the log
   * @param localOnlySource where {@code localOnly} comes from: {@code flag}, {@code env}, {@code config} or
   * {@code default}
   * @param replay how far the log is read again; null unless it is
   */
  public record Result(boolean running, String lastSyncAt, @Nullable String lastError, String syncState,
      boolean localOnly, String remoteState, @Nullable String remoteUrl, int unpushedCommits,
      @Nullable LogTime lastPushAt, @Nullable LogTime lastFetchAt, long quarantined, long pending,
      long opaqueLines,
      @JsonInclude(Include.NON_DEFAULT) long conflicts, @JsonInclude(Include.NON_DEFAULT) long ignoredEntries,
      String localOnlySource, @Nullable ReplayPart replay) {

    public Result {
      lastSyncAt = Present.text(lastSyncAt);
      lastError = Present.optional(lastError);
      syncState = Present.text(syncState);
      remoteState = Present.text(remoteState);
      remoteUrl = Present.optional(remoteUrl);
      localOnlySource = Present.text(localOnlySource);
    }
  }
}
