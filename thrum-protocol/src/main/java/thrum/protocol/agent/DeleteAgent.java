package thrum.protocol.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** Deletes an agent with all that it wrote, here and on every clone (02 §4.3, ruling 44). */
public record DeleteAgent(AgentId name) implements Request<DeleteAgent.Result> {

  public static final Method<DeleteAgent, Result> METHOD =
      Method.of("agent.delete", DeleteAgent.class, Result.class);

  /** The file of shared events may have to be written anew. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public DeleteAgent {
    name = named(name);
  }

  private static AgentId named(@Nullable AgentId name) {
    if (name == null) {
      throw new Refused("agent name is required");
    }
    return name;
  }

  @Override
  public Method<DeleteAgent, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  /** The answer. */
  public record Result(AgentId agentId, boolean deleted, @Nullable String message) {

    public Result {
      message = Present.optional(message);
    }
  }
}
