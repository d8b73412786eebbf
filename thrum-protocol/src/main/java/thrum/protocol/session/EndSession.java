package thrum.protocol.session;

import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Ends a session (02 §4.4). */
public record EndSession(SessionId sessionId, String reason)
    implements Request<EndSession.Result> {

  public static final Method<EndSession, Result> METHOD =
      Method.of("session.end", EndSession.class, Result.class);

  public EndSession {
    sessionId = Present.required(sessionId, "session_id");
    reason = Present.textOr(reason, "normal");
  }

  @Override
  public Method<EndSession, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(SessionId sessionId, LogTime endedAt, long durationMs) {}
}
