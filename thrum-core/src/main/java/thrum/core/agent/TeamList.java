package thrum.core.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.agent.ListTeam;
import thrum.protocol.agent.TeamMember;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;

/**
 * Everybody and what they are on: newest session first, those without an open one last (02 §4.3).
 *
 * @param now decides which work contexts are stale (03 §6.8)
 * @param presences what this machine's identity files know of an agent
 */
public record TeamList(ListTeam request, Instant now, Function<AgentId, Presence> presences) {

  private static final String QUERY =
      """
          SELECT a.agent_id, a.role, a.module, a.display, a.hostname, a.claude_pid, a.worktree,
            coalesce(s.last_seen_at, nullif(a.last_seen_at, ''),
              (SELECT p.last_seen_at FROM visible_sessions p WHERE p.agent_id = a.agent_id ORDER BY p.started_ns DESC LIMIT 1)),
            s.session_id, s.started_at,
            (SELECT r.ref_value FROM session_refs r WHERE r.session_id = s.session_id AND r.ref_type = 'worktree'
              ORDER BY r.added_at, r.ref_value LIMIT 1)
          FROM agents a LEFT JOIN visible_sessions s ON s.session_id =
            (SELECT o.session_id FROM visible_sessions o WHERE o.agent_id = a.agent_id AND o.ended_at IS NULL
              ORDER BY o.started_ns DESC, o.session_id DESC LIMIT 1)
          WHERE a.replaced = 0 AND (?1 OR s.session_id IS NOT NULL)
          ORDER BY s.started_ns DESC NULLS LAST, a.agent_id""";

  public ListTeam.Result run(Sql sql) {
    var mail = DirectedMail.of(sql);
    var work = new WorkContexts(sql, now).summaries();
    var members = sql.all(QUERY, row -> member(row, work, mail), request.includeOffline());
    return new ListTeam.Result(members, SharedMail.of(sql));
  }

  private TeamMember member(Row row, Map<SessionId, WorkSummary> contexts, DirectedMail mail) {
    var agent = new AgentId(row.text(1));
    var count = mail.of(agent);
    var presence = presences.apply(agent);
    var session = Columns.text(row, 9);
    var work = session == null ? null : contexts.get(new SessionId(session));
    return new TeamMember(agent, row.text(2), row.text(3), Columns.text(row, 4), Columns.text(row, 5),
        row.number(6), worktree(row, work, presence), session == null ? null : new SessionId(session),
        Columns.time(row, 10), Columns.time(row, 8), work == null ? null : work.intent(),
        work == null ? null : work.currentTask(), work == null ? null : work.branch(),
        work == null ? 0 : work.unmergedCommits(), work == null ? List.of() : work.fileChanges(),
        count.total(),
        count.unread(), session == null ? "offline" : "active", presence.tmuxSession(), presence.tmuxState());
  }

  /**
   * What Git said, else the session's ref, else the identity file, else where the registering daemon runs.
   */
  private static @Nullable String worktree(Row row, @Nullable WorkSummary work, Presence presence) {
    if (work != null && work.worktreePath() != null) return work.worktreePath();
    var ref = Columns.text(row, 11);
    if (ref != null) return ref;
    return presence.worktree() != null ? presence.worktree() : Columns.text(row, 7);
  }
}
