package thrum.protocol.event;

import thrum.protocol.id.MessageId;
import thrum.protocol.message.Body;
import thrum.protocol.time.LogTime;

/** A message got a new body, given whole. */
public record MessageEdited(LogTime timestamp, MessageId messageId, Body body) implements Event {

  public static final String TYPE = "message.edit";

  @Override
  public String type() {
    return TYPE;
  }
}
