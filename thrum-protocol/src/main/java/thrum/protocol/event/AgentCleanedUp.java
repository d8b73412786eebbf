package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** An agent was deleted; a tombstone for what it registered and wrote before. */
public record AgentCleanedUp(LogTime timestamp, AgentId agentId, @Nullable String reason,
    @Nullable String method) implements Event {

  public static final String TYPE = "agent.cleanup";

  public AgentCleanedUp {
    reason = Present.optional(reason);
    method = Present.optional(method);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
