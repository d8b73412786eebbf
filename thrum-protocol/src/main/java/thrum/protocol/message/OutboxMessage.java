package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A message in the list of what one sent; {@code read} is always false (02 §4.5). */
// A member with a name of its own would otherwise come last.
@JsonPropertyOrder({"message_id", "thread_id", "reply_to", "agent_id", "body", "created_at", "updated_at",
  "deleted", "is_read"})
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
