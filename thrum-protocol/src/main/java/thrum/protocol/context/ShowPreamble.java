package thrum.protocol.context;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * The preamble of an agent (02 §4.9).
 *
 * @param repoPath absolute path of the worktree whose files are meant; null for the daemon's own checkout
 */
public record ShowPreamble(AgentId agentName, @Nullable String repoPath)
    implements Request<ShowPreamble.Result> {

  public static final Method<ShowPreamble, Result> METHOD =
      Method.of("context.preamble.show", ShowPreamble.class, Result.class);

  public ShowPreamble {
    agentName = Present.required(agentName, "agent_name");
    repoPath = Present.optional(repoPath);
  }

  @Override
  public Method<ShowPreamble, Result> method() {
    return METHOD;
  }

  /** The answer; {@code content} is null when there is no preamble. */
  public record Result(AgentId agentName, @JsonInclude(Include.ALWAYS) @Nullable Content content,
      boolean hasPreamble) {}
}
