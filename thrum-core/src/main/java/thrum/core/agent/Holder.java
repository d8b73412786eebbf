package thrum.core.agent;

import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.id.AgentId;
import thrum.protocol.time.LogTime;

/** The agent that has a role and module at the moment. */
record Holder(AgentId agentId, LogTime registeredAt, @Nullable LogTime lastSeenAt, long claudePid) {

  static Holder of(Row row) {
    return new Holder(new AgentId(row.text(1)), LogTime.parse(row.text(2)), Columns.time(row, 3),
        row.number(4));
  }

  RegisterAgent.Conflict asConflict() {
    return new RegisterAgent.Conflict(agentId, registeredAt, lastSeenAt, claudePid);
  }
}
