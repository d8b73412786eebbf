package thrum.core.agent;

import java.time.Instant;
import thrum.core.projection.Sql;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/**
 * What the daemon knows of a caller (02 §4.3). An unknown agent is no error: its role and module are empty.
 *
 * @param now decides which work contexts are stale (03 §6.8)
 */
public record WhoAmIQuery(CallerClaim claim, Instant now) {
  private static final String OPEN_SESSION = """
      SELECT session_id, started_at FROM visible_sessions WHERE agent_id = ? AND ended_at IS NULL
      ORDER BY started_ns DESC, session_id DESC LIMIT 1""";

  private record Place(String role, String module) {}

  private record Open(SessionId id, LogTime startedAt) {}

  public WhoAmI.Result run(Sql sql) {
    var agent = claim.agent();
    var place = place(sql);
    var session =
        sql.one(OPEN_SESSION, row -> new Open(new SessionId(row.text(1)), LogTime.parse(row.text(2))),
            agent.value());
    var work = new WorkContexts(sql, now).latestIntent(agent);
    return new WhoAmI.Result(agent, place.role(), place.module(), claim.display(), claim.source(),
        session.map(Open::id).orElse(null), session.map(Open::startedAt).orElse(null),
        work.map(WorkSummary::branch).orElse(null),
        work.map(WorkSummary::intent).orElse(null));
  }

  private Place place(Sql sql) {
    var role = claim.role();
    var module = claim.module();
    if (role != null && module != null) return new Place(role, module);
    return sql.one("SELECT role, module FROM agents WHERE agent_id = ? AND replaced = 0",
        row -> new Place(row.text(1), row.text(2)), claim.agent().value()).orElseGet(() -> new Place("", ""));
  }
}
