package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A session's intent was set, or cleared. */
public record IntentSet(LogTime timestamp, SessionId sessionId, @Nullable String intent)
    implements LocalEvent {

  public static final String TYPE = "local.session.intent";

  public IntentSet {
    intent = Present.optional(intent);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
