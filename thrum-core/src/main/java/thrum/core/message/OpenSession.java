package thrum.core.message;

import thrum.core.projection.Sql;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;

/** The session that an agent speaks from: its newest one that has not ended (02 §4.1). */
record OpenSession(AgentId agent) {

  private static final String NEWEST_OPEN = """
      SELECT session_id FROM visible_sessions
      WHERE agent_id = ? AND ended_at IS NULL
      ORDER BY started_ns DESC, session_id DESC LIMIT 1""";

  /** Refuses an agent that has no open session. */
  SessionId require(Sql sql) {
    return sql.one(NEWEST_OPEN, row -> new SessionId(row.text(1)), agent.value())
        .orElseThrow(() -> new Refused("resolve agent and session: no active session found for agent " + agent
            + " (you must start a session first)"));
  }
}
