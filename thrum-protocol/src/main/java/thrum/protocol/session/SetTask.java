package thrum.protocol.session;

import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Sets the task of a session; an empty text clears it (02 §4.4). */
public record SetTask(SessionId sessionId, String currentTask)
    implements Request<SetTask.Result> {

  public static final Method<SetTask, Result> METHOD =
      Method.of("session.setTask", SetTask.class, Result.class);

  public SetTask {
    sessionId = Present.required(sessionId, "session_id");
    currentTask = Present.text(currentTask);
  }

  @Override
  public Method<SetTask, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(SessionId sessionId, String currentTask, LogTime taskUpdatedAt) {

    public Result {
      currentTask = Present.text(currentTask);
    }
  }
}
