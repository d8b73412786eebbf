package thrum.core.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.RowReader;
import thrum.core.projection.Sql;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/**
 * The work contexts that still say something about the present (03 §6.8). Staleness is a filter for reading:
 * stored
 * contexts stay (ruling 71), so the answer depends on the moment of asking.
 */
public record WorkContexts(Sql sql, Instant now) {
  private static final Duration GIT_FACTS_LAST = Duration.ofHours(24);
  private static final Duration ENDED_SESSIONS_LAST = Duration.ofDays(7);

  /** ?1 is the oldest Git refresh and ?2 the oldest end that count, in nanoseconds; ?3 may name an agent. */
  private static final String FROM_FRESH = """
      FROM visible_sessions s JOIN agent_work_contexts c ON c.session_id = s.session_id
      WHERE CASE WHEN c.git_updated_ns IS NULL THEN s.ended_at IS NULL
          ELSE (c.git_updated_ns >= ?1 OR coalesce(c.unmerged_commits, '') NOT IN ('', '[]'))
            AND (s.ended_at IS NULL OR s.ended_ns >= ?2) END
      """;
  private static final String OPEN = " AND s.ended_at IS NULL";
  private static final String OF_AGENT = " AND s.agent_id = ?3";
  private static final String LATEST_GIT_FIRST =
      " ORDER BY c.git_updated_ns DESC NULLS LAST, c.session_id DESC";
  private static final String LATEST_INTENT =
      " ORDER BY c.intent_updated_ns DESC NULLS LAST, c.git_updated_ns DESC NULLS LAST, c.session_id DESC LIMIT 1";

  private static final String EVERYTHING = """
      SELECT c.session_id, s.agent_id, c.branch, c.worktree_path, c.unmerged_commits, c.uncommitted_files,
        c.changed_files, c.file_changes, c.git_updated_at, c.current_task, c.task_updated_at, c.intent,
        c.intent_updated_at
      """;
  private static final String SUMMARY = """
      SELECT c.session_id, c.branch, c.worktree_path, json_array_length(nullif(c.unmerged_commits, '')),
        c.file_changes, c.current_task, c.intent
      """;

  /** Contexts of open sessions, of one agent or of all, latest Git refresh first. */
  public List<WorkContext> ofOpenSessions(@Nullable AgentId agent) {
    return agent == null
        ? all(EVERYTHING + FROM_FRESH + OPEN + LATEST_GIT_FIRST, WorkContexts::context)
        : all(EVERYTHING + FROM_FRESH + OPEN + OF_AGENT + LATEST_GIT_FIRST, WorkContexts::context, agent);
  }

  /** All contexts of an agent, those of ended sessions included, latest Git refresh first. */
  public List<WorkContext> of(AgentId agent) {
    return all(EVERYTHING + FROM_FRESH + OF_AGENT + LATEST_GIT_FIRST, WorkContexts::context, agent);
  }

  /** The agent's context whose intent is the latest. */
  Optional<WorkSummary> latestIntent(AgentId agent) {
    return all(SUMMARY + FROM_FRESH + OF_AGENT + LATEST_INTENT, WorkSummary::of, agent).stream().findFirst();
  }

  /** What is done in each open session. */
  Map<SessionId, WorkSummary> summaries() {
    Map<SessionId, WorkSummary> bySession = new HashMap<>();
    all(SUMMARY + FROM_FRESH + OPEN, WorkSummary::of)
        .forEach(summary -> bySession.put(summary.session(), summary));
    return bySession;
  }

  private <T> List<T> all(String query, RowReader<T> reader) {
    return sql.all(query, reader, oldest(GIT_FACTS_LAST), oldest(ENDED_SESSIONS_LAST));
  }

  private <T> List<T> all(String query, RowReader<T> reader, AgentId agent) {
    return sql.all(query, reader, oldest(GIT_FACTS_LAST), oldest(ENDED_SESSIONS_LAST), agent.value());
  }

  private long oldest(Duration age) {
    return LogTime.of(now.minus(age)).nanos();
  }

  private static WorkContext context(Row row) {
    return new WorkContext(new SessionId(row.text(1)), new AgentId(row.text(2)), Columns.text(row, 3),
        Columns.text(row, 4), JsonColumns.commits(row, 5), JsonColumns.texts(row, 6),
        JsonColumns.texts(row, 7),
        JsonColumns.changes(row, 8), Columns.time(row, 9), Columns.text(row, 10), Columns.time(row, 11),
        Columns.text(row, 12), Columns.time(row, 13));
  }
}
