package thrum.protocol.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** One who is registered; a pid of 0 is unknown, {@code lastSeenAt} moves with heartbeats only (02 §4.3). */
public record AgentInfo(AgentId agentId, String kind, String role, String module, String display,
    LogTime registeredAt, @Nullable LogTime lastSeenAt, @JsonInclude(Include.NON_DEFAULT) long claudePid) {

  public AgentInfo {
    kind = Present.text(kind);
    role = Present.text(role);
    module = Present.text(module);
    display = Present.text(display);
  }
}
