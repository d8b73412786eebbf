package thrum.protocol.context;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Replaces what an agent has saved (02 §4.9).
 *
 * @param content null for nothing
 * @param repoPath absolute path of the worktree whose files are meant; null for the daemon's own checkout
 */
public record SaveContext(AgentId agentName, @Nullable Content content, @Nullable String repoPath)
    implements Request<SaveContext.Result> {

  public static final Method<SaveContext, Result> METHOD =
      Method.of("context.save", SaveContext.class, Result.class);

  public SaveContext {
    agentName = Present.required(agentName, "agent_name");
    repoPath = Present.optional(repoPath);
  }

  @Override
  public Method<SaveContext, Result> method() {
    return METHOD;
  }

  /** The answer; the message tells the size in bytes. */
  public record Result(AgentId agentName, String message) {}
}
