package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A session's task was set, or cleared. */
public record TaskSet(LogTime timestamp, SessionId sessionId, @Nullable String task) implements LocalEvent {

  public static final String TYPE = "local.session.task";

  public TaskSet {
    task = Present.optional(task);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
