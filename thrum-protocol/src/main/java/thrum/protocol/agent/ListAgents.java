package thrum.protocol.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** Everybody who is registered, people included, newest registration first (02 §4.3). */
public record ListAgents(@Nullable String role, @Nullable String module)
    implements Request<ListAgents.Result> {

  public static final Method<ListAgents, Result> METHOD =
      Method.of("agent.list", ListAgents.class, Result.class);

  public ListAgents {
    role = Present.optional(role);
    module = Present.optional(module);
  }

  @Override
  public Method<ListAgents, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(List<AgentInfo> agents) {

    public Result {
      agents = Present.list(agents);
    }
  }
}
