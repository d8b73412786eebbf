package thrum.core.subscription;

import thrum.core.projection.Sql;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;

/** The session that subscriptions belong to: its agent's newest that has not ended (02 §4.7). */
record CurrentSession(AgentId agent) {

  private static final String NEWEST_OPEN = """
      SELECT session_id FROM visible_sessions WHERE agent_id = ? AND ended_at IS NULL
      ORDER BY started_ns DESC, session_id DESC LIMIT 1""";

  /** Refuses an agent without an open session. */
  SessionId require(Sql sql) {
    return sql.one(NEWEST_OPEN, row -> new SessionId(row.text(1)), agent.value())
        .orElseThrow(
            () -> new Refused("get current session: no active session found for agent " + agent));
  }
}
