package thrum.core.session;

import thrum.core.agent.Columns;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.session.ListSessions;
import thrum.protocol.session.SessionInfo;
import thrum.protocol.time.LogTime;

/** Sessions, newest start first (02 §4.4). */
public record SessionList(ListSessions request) {

  private static final String QUERY = """
      SELECT s.session_id, s.agent_id, s.started_at, s.ended_at, s.end_reason, s.last_seen_at,
        (SELECT c.intent FROM agent_work_contexts c WHERE c.session_id = s.session_id)
      FROM visible_sessions s
      WHERE (?1 IS NULL OR s.agent_id = ?1) AND (?2 = 0 OR s.ended_at IS NULL)
      ORDER BY s.started_ns DESC, s.session_id DESC""";

  public ListSessions.Result run(Sql sql) {
    var agent = request.agentId();
    return new ListSessions.Result(
        sql.all(QUERY, SessionList::read, agent == null ? null : agent.value(), request.activeOnly()));
  }

  private static SessionInfo read(Row row) {
    var endedAt = Columns.time(row, 4);
    return new SessionInfo(new SessionId(row.text(1)), new AgentId(row.text(2)), LogTime.parse(row.text(3)),
        endedAt, Columns.text(row, 5), Columns.time(row, 6), Columns.text(row, 7),
        endedAt == null ? "active" : "ended");
  }
}
