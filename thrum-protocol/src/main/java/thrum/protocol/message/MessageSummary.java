package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.time.LogTime;

/** A message in a list (02 §4.5). */
public record MessageSummary(MessageId messageId, @Nullable ThreadId threadId, @Nullable MessageId replyTo,
    AgentId agentId, Body body, LogTime createdAt, @Nullable LogTime updatedAt, boolean deleted,
    @JsonProperty("is_read") boolean read) {}
