package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/**
 * A session asked to be told of messages: of a scope, of a mentioned role, or of all when neither is given.
 */
public record Subscribed(LogTime timestamp, String subscriptionId, SessionId sessionId,
    @Nullable String scopeType, @Nullable String scopeValue, @Nullable String mentionRole)
    implements LocalEvent {

  public static final String TYPE = "local.subscription.add";

  public Subscribed {
    scopeType = Present.optional(scopeType);
    scopeValue = Present.optional(scopeValue);
    mentionRole = Present.optional(mentionRole);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
