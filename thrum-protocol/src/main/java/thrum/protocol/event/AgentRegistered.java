package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/**
 * An agent or a person is here. {@code replaces} names the agent whose role and module it takes over (ruling
 * 59); {@code claudePid} is 0 when unknown.
 */
public record AgentRegistered(LogTime timestamp, AgentId agentId, String kind, @Nullable String name,
    String role, String module, @Nullable String worktree, @Nullable String display,
    @Nullable String hostname, long claudePid, @Nullable AgentId replaces) implements Event {

  public static final String TYPE = "agent.register";
  public static final String KIND_AGENT = "agent";
  public static final String KIND_USER = "user";

  public AgentRegistered {
    name = Present.optional(name);
    worktree = Present.optional(worktree);
    display = Present.optional(display);
    hostname = Present.optional(hostname);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
