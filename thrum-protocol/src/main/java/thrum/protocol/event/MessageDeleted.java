package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.MessageId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A message was hidden. */
public record MessageDeleted(LogTime timestamp, MessageId messageId, @Nullable String reason)
    implements Event {

  public static final String TYPE = "message.delete";

  public MessageDeleted {
    reason = Present.optional(reason);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
