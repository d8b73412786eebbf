package thrum.core.agent;

import java.util.ArrayList;
import java.util.List;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.id.AgentId;
import thrum.protocol.time.LogTime;

/** Everybody who is registered, users included, newest registration first (02 §4.3). */
public record AgentList(ListAgents request) {

  private static final String QUERY = """
      SELECT agent_id, kind, role, module, display, registered_at, last_seen_at, claude_pid FROM agents
      WHERE replaced = 0 AND (?1 IS NULL OR role = ?1) AND (?2 IS NULL OR module = ?2)
      ORDER BY registered_ns DESC, agent_id""";

  public ListAgents.Result run(Sql sql) {
    return new ListAgents.Result(
        sql.all(QUERY, AgentList::info, request.role(), request.module()));
  }

  private static AgentInfo info(Row row) {
    return new AgentInfo(new AgentId(row.text(1)), row.text(2), row.text(3), row.text(4), row.text(5),
        LogTime.parse(row.text(6)), Columns.time(row, 7), row.number(8));
  }
}
