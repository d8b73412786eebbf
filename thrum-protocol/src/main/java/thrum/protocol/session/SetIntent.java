package thrum.protocol.session;

import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Sets what a session is about; an empty text clears it (02 §4.4). */
public record SetIntent(SessionId sessionId, String intent)
    implements Request<SetIntent.Result> {

  public static final Method<SetIntent, Result> METHOD =
      Method.of("session.setIntent", SetIntent.class, Result.class);

  public SetIntent {
    sessionId = Present.required(sessionId, "session_id");
    intent = Present.text(intent);
  }

  @Override
  public Method<SetIntent, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(SessionId sessionId, String intent, LogTime intentUpdatedAt) {

    public Result {
      intent = Present.text(intent);
    }
  }
}
