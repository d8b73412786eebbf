package thrum.protocol.message;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.time.LogTime;

/** One who gets a message, and how far it came; null times have not happened (02 §4.1). */
public record Recipient(AgentId agentId, @Nullable LogTime deliveredAt, @Nullable LogTime seenAt,
    @Nullable LogTime readAt) {}
