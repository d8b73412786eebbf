package thrum.protocol.context;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Removes what an agent has saved, if anything; the preamble stays (02 §4.9).
 *
 * @param repoPath absolute path of the worktree whose files are meant; null for the daemon's own checkout
 */
public record ClearContext(AgentId agentName, @Nullable String repoPath)
    implements Request<ClearContext.Result> {

  public static final Method<ClearContext, Result> METHOD =
      Method.of("context.clear", ClearContext.class, Result.class);

  public ClearContext {
    agentName = Present.required(agentName, "agent_name");
    repoPath = Present.optional(repoPath);
  }

  @Override
  public Method<ClearContext, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(AgentId agentName, String message) {}
}
