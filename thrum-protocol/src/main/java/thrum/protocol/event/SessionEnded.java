package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/**
 * A session is over; {@code normal}, {@code crash}, {@code superseded}, {@code crash_recovered} or free text
 * says why.
 */
public record SessionEnded(LogTime timestamp, SessionId sessionId, @Nullable String reason) implements Event {

  public static final String TYPE = "agent.session.end";

  public SessionEnded {
    reason = Present.optional(reason);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
