package thrum.protocol.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.message.Link;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Opens a session and ends any other that the agent left open (02 §4.4). */
public record StartSession(AgentId agentId, @JsonInclude(Include.NON_EMPTY) List<Link> scopes,
    @JsonInclude(Include.NON_EMPTY) List<Link> refs)
    implements Request<StartSession.Result> {

  public static final Method<StartSession, Result> METHOD =
      Method.of("session.start", StartSession.class, Result.class);

  public StartSession {
    agentId = Present.required(agentId, "agent_id");
    scopes = Present.list(scopes);
    refs = Present.list(refs);
  }

  @Override
  public Method<StartSession, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(SessionId sessionId, AgentId agentId, LogTime startedAt) {}
}
