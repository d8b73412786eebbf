package thrum.protocol.context;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Puts what an agent has saved on the branch, and the branch on the remote (04 §2.9).
 *
 * @param repoPath absolute path of the worktree whose files are meant; null for the daemon's own checkout
 */
public record SyncContext(AgentId agentName, @Nullable String repoPath)
    implements Request<SyncContext.Result> {

  public static final Method<SyncContext, Result> METHOD =
      Method.of("context.sync", SyncContext.class, Result.class);

  /** How long the answer waits for the remote. */
  public static final Duration LONGEST = Duration.ofSeconds(60);

  public SyncContext {
    agentName = Present.required(agentName, "agent_name");
    repoPath = Present.optional(repoPath);
  }

  @Override
  public Method<SyncContext, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return LONGEST;
  }

  /**
   * The answer.
   *
   * @param committed whether this call made a commit; false when the branch had these bytes already
   * @param pushed whether the remote has these bytes now
   * @param reason why it has not; null when it has
   * @param message both in a sentence
   */
  public record Result(AgentId agentName, boolean committed, boolean pushed, @Nullable String reason,
      String message) {

    public Result {
      reason = Present.optional(reason);
    }
  }
}
