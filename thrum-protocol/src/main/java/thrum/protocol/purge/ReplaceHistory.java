package thrum.protocol.purge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Leaves the branch of the log with a single commit, here and on the remote, so that Git can forget what a
 * purge has
 * taken out of the files (04 §4); or only tells what would be done.
 */
public record ReplaceHistory(boolean dryRun) implements Request<ReplaceHistory.Result> {

  public static final Method<ReplaceHistory, Result> METHOD =
      Method.of("purge.replaceHistory", ReplaceHistory.class, Result.class);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public Method<ReplaceHistory, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  /**
   * What was done, or would be.
   *
   * @param replaced whether it was done
   * @param commits that the branch had here
   * @param remote address, without credentials, at which it was or would be done too; null when nothing is
   * exchanged
   * @param reason why it was not done; null when it was, or when nothing was to be done
   */
  public record Result(boolean dryRun, boolean replaced, int commits, @Nullable String remote,
      @Nullable String reason) {

    public Result {
      remote = Present.optional(remote);
      reason = Present.optional(reason);
    }
  }
}
