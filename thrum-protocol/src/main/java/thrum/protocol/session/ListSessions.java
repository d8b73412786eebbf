package thrum.protocol.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** Sessions, newest start first (02 §4.4). */
public record ListSessions(@Nullable AgentId agentId, boolean activeOnly)
    implements Request<ListSessions.Result> {

  public static final Method<ListSessions, Result> METHOD =
      Method.of("session.list", ListSessions.class, Result.class);

  @Override
  public Method<ListSessions, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(List<SessionInfo> sessions) {

    public Result {
      sessions = Present.list(sessions);
    }
  }
}
