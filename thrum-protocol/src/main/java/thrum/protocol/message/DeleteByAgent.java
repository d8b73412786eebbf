package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Hides every message that an agent or a person wrote (02 §4.5, ruling 7).
 *
 * @param dryRun only counts
 */
public record DeleteByAgent(AgentId agentId, @JsonInclude(Include.NON_DEFAULT) boolean dryRun)
    implements Request<DeleteByAgent.Result> {

  public static final Method<DeleteByAgent, Result> METHOD =
      Method.of("message.deleteByAgent", DeleteByAgent.class, Result.class);

  public DeleteByAgent {
    agentId = Present.required(agentId, "agent_id");
  }

  @Override
  public Method<DeleteByAgent, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return DeleteByScope.PATIENCE;
  }

  /** How many messages went, or would go. */
  public record Result(long deletedCount, @JsonInclude(Include.NON_DEFAULT) boolean dryRun) {}
}
