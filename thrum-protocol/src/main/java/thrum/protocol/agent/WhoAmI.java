package thrum.protocol.agent;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Who the caller is (02 §4.3). */
public record WhoAmI(@Nullable AgentId callerAgentId)
    implements Request<WhoAmI.Result> {

  public static final Method<WhoAmI, Result> METHOD =
      Method.lenient("agent.whoami", WhoAmI.class, Result.class);

  @Override
  public Method<WhoAmI, Result> method() {
    return METHOD;
  }

  /**
   * {@code source} is {@code caller}, {@code identity_file} or {@code environment}; the session is the newest
   * open one.
   */
  public record Result(AgentId agentId, String role, String module, String display, String source,
      @Nullable SessionId sessionId, @Nullable LogTime sessionStart, @Nullable String branch,
      @Nullable String intent) {

    public Result {
      role = Present.text(role);
      module = Present.text(module);
      display = Present.text(display);
      source = Present.text(source);
      branch = Present.optional(branch);
      intent = Present.optional(intent);
    }
  }
}
