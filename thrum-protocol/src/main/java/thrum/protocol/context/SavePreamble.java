package thrum.protocol.context;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Replaces the preamble of an agent (02 §4.9).
 *
 * @param content null for nothing
 * @param repoPath absolute path of the worktree whose files are meant; null for the daemon's own checkout
 */
public record SavePreamble(AgentId agentName, @Nullable Content content, @Nullable String repoPath)
    implements Request<SavePreamble.Result> {

  public static final Method<SavePreamble, Result> METHOD =
      Method.of("context.preamble.save", SavePreamble.class, Result.class);

  public SavePreamble {
    agentName = Present.required(agentName, "agent_name");
    repoPath = Present.optional(repoPath);
  }

  @Override
  public Method<SavePreamble, Result> method() {
    return METHOD;
  }

  /** The answer; the message tells the size in bytes. */
  public record Result(AgentId agentName, String message) {}
}
