package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.time.LogTime;

/**
 * A message that a search found: as in a list, and where the words are in it.
 *
 * @param excerpt the part of the text with most of the words, each as {@code «word»}, on one line
 * @param score larger is better; comparable within one query only
 */
// A member with a name of its own would otherwise come last.
@JsonPropertyOrder({"message_id", "thread_id", "reply_to", "agent_id", "body", "created_at", "updated_at",
  "deleted", "is_read"})
public record FoundMessage(MessageId messageId, @Nullable ThreadId threadId, @Nullable MessageId replyTo,
    AgentId agentId, Body body, LogTime createdAt, @Nullable LogTime updatedAt, boolean deleted,
    @JsonProperty("is_read") boolean read, String excerpt, double score) {}
