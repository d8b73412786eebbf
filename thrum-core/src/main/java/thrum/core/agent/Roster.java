package thrum.core.agent;

import java.util.List;
import java.util.Optional;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.SessionId;

/** The agents and users that are registered; one whose registration was taken over is not (ruling 59). */
public record Roster(Sql sql) {

  private static final String HOLDER = """
      SELECT agent_id, registered_at, last_seen_at, claude_pid FROM agents
      WHERE role = ? AND module = ? AND kind = 'agent' AND replaced = 0 AND origin_daemon = ?
      ORDER BY agent_id = ? DESC, registered_ns DESC, agent_id LIMIT 1""";

  public boolean has(AgentId id) {
    return sql.number("SELECT count(*) FROM agents WHERE agent_id = ? AND replaced = 0", id.value()) > 0;
  }

  /** Whether anybody, a user included, has this role. */
  public boolean hasRole(String role) {
    return sql.number("SELECT EXISTS (SELECT 1 FROM agents WHERE role = ? AND replaced = 0)", role) > 0;
  }

  /** The ids of everybody with this role, ascending. */
  public List<AgentId> withRole(String role) {
    return sql.all("SELECT agent_id FROM agents WHERE role = ? AND replaced = 0 ORDER BY agent_id",
        row -> new AgentId(row.text(1)), role);
  }

  /** The ids of all agents and users, ascending. */
  public List<AgentId> everybody() {
    return sql.all("SELECT agent_id FROM agents WHERE replaced = 0 ORDER BY agent_id",
        row -> new AgentId(row.text(1)));
  }

  /**
   * The agent that holds this role and module here. Agents of other daemons do not compete (ruling 59); when
   * old
   * logs left several holders, {@code self} comes first, then the latest registration.
   */
  Optional<Holder> holder(String role, String module, DaemonId daemon, AgentId self) {
    return sql.one(HOLDER, Holder::of, role, module, daemon.value(), self.value());
  }

  /** Whether this agent is registered with exactly this role and module, by whichever daemon. */
  boolean has(AgentId id, String role, String module) {
    return sql.number("""
        SELECT count(*) FROM agents
        WHERE agent_id = ? AND role = ? AND module = ? AND replaced = 0""", id.value(), role, module) > 0;
  }

  /** Whether this agent's role and module were taken over and it has not come back. */
  public boolean isReplaced(AgentId id) {
    return sql.number("SELECT count(*) FROM agents WHERE agent_id = ? AND replaced = 1", id.value()) > 0;
  }

  List<SessionId> openSessions(AgentId id) {
    return sql.all("SELECT session_id FROM visible_sessions WHERE agent_id = ? AND ended_at IS NULL",
        row -> new SessionId(row.text(1)), id.value());
  }
}
