package thrum.core.session;

import java.util.List;
import java.util.Optional;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/** Looks sessions up for decisions; the texts of its refusals are those of 02 §4.4. */
record Sessions(Sql sql) {
  private static final String SELECT =
      "SELECT session_id, agent_id, started_at, ended_at IS NOT NULL FROM visible_sessions ";

  record Session(SessionId id, AgentId agent, LogTime startedAt, boolean ended) {
    private static Session of(Row row) {
      return new Session(new SessionId(row.text(1)), new AgentId(row.text(2)), LogTime.parse(row.text(3)),
          row.flag(4));
    }
  }

  Optional<Session> find(SessionId id) {
    return sql.one(SELECT + "WHERE session_id = ?", Session::of, id.value());
  }

  /** The agent's sessions without an end, oldest first. */
  List<Session> openOf(AgentId agent) {
    return sql.all(SELECT + "WHERE agent_id = ? AND ended_at IS NULL ORDER BY started_ns, session_id",
        Session::of,
        agent.value());
  }

  /** The session that a sign of life, an intent or a task is for. */
  Session requireOpen(SessionId id) {
    var session = find(id).orElseThrow(() -> new Refused("session not found: sql: no rows in result set"));
    if (session.ended()) throw new Refused("session " + id + " has already ended");
    return session;
  }
}
