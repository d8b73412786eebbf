package thrum.protocol.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** What agents work on in their open sessions, latest Git refresh first; the filters are exact (02 §4.3). */
public record ListContexts(@Nullable AgentId agentId, @Nullable String branch, @Nullable String file)
    implements Request<ListContexts.Result> {

  public static final Method<ListContexts, Result> METHOD =
      Method.of("agent.listContext", ListContexts.class, Result.class);

  public ListContexts {
    branch = Present.optional(branch);
    file = Present.optional(file);
  }

  @Override
  public Method<ListContexts, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(List<WorkContext> contexts) {

    public Result {
      contexts = Present.list(contexts);
    }
  }
}
