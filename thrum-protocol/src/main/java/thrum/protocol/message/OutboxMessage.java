package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A message in the list of what one sent; {@code read} is always false (02 §4.5). */
public record OutboxMessage(MessageId messageId, @Nullable ThreadId threadId, @Nullable MessageId replyTo,
    AgentId agentId, Body body, LogTime createdAt, @Nullable LogTime updatedAt, boolean deleted,
    @JsonProperty("is_read") boolean read, @JsonInclude(Include.NON_EMPTY) List<Audience> audiences,
    @JsonInclude(Include.NON_EMPTY) List<Recipient> recipients,
    @JsonInclude(Include.NON_DEFAULT) long readCount) {

  public OutboxMessage {
    audiences = Present.list(audiences);
    recipients = Present.list(recipients);
  }
}
