package thrum.core.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Json;
import thrum.protocol.time.LogTime;
import tools.jackson.core.type.TypeReference;

/**
 * The work contexts that still say something about the present (03 §6.8). Staleness is a filter for reading:
 * stored
 * contexts stay (ruling 71), so the answer depends on the moment of asking.
 */
public record WorkContexts(Sql sql, Instant now) {
  private static final Duration GIT_FACTS_LAST = Duration.ofHours(24);
  private static final Duration ENDED_SESSIONS_LAST = Duration.ofDays(7);

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<Commit>> COMMITS = new TypeReference<>() {};
  private static final TypeReference<List<FileChange>> CHANGES = new TypeReference<>() {};

  /** ?1 is the agent or NULL, ?2 the oldest Git refresh and ?3 the oldest end that count, in nanoseconds. */
  private static final String FROM_FRESH = """
      FROM sessions s JOIN agent_work_contexts c ON c.session_id = s.session_id
      WHERE (?1 IS NULL OR s.agent_id = ?1)
        AND CASE WHEN c.git_updated_ns IS NULL THEN s.ended_at IS NULL
          ELSE (c.git_updated_ns >= ?2 OR coalesce(c.unmerged_commits, '') NOT IN ('', '[]'))
            AND (s.ended_at IS NULL OR s.ended_ns >= ?3) END
      """;
  private static final String SELECT = """
      SELECT c.session_id, s.agent_id, c.branch, c.worktree_path, c.unmerged_commits, c.uncommitted_files,
        c.changed_files, c.file_changes, c.git_updated_at, c.current_task, c.task_updated_at, c.intent,
        c.intent_updated_at
      """;
  private static final String LATEST_GIT_FIRST =
      " ORDER BY c.git_updated_ns DESC NULLS LAST, c.session_id DESC";

  /** What a caller is on. */
  record BranchAndIntent(@Nullable String branch, @Nullable String intent) {}

  /** Contexts of open sessions, of one agent or of all, latest Git refresh first. */
  public List<WorkContext> ofOpenSessions(@Nullable AgentId agent) {
    return all(" AND s.ended_at IS NULL", agent);
  }

  /** All contexts of an agent, those of ended sessions included, latest Git refresh first. */
  public List<WorkContext> of(AgentId agent) {
    return all("", agent);
  }

  /** Branch and intent of the agent's context whose intent is the latest. */
  Optional<BranchAndIntent> latestIntent(AgentId agent) {
    return sql.one(
        "SELECT c.branch, c.intent " + FROM_FRESH + " ORDER BY c.intent_updated_ns DESC NULLS LAST, "
            + "c.git_updated_ns DESC NULLS LAST, c.session_id DESC LIMIT 1",
        row -> new BranchAndIntent(Columns.text(row, 1), Columns.text(row, 2)),
        agent.value(), oldest(GIT_FACTS_LAST), oldest(ENDED_SESSIONS_LAST));
  }

  private List<WorkContext> all(String condition, @Nullable AgentId agent) {
    return sql.all(SELECT + FROM_FRESH + condition + LATEST_GIT_FIRST, WorkContexts::read,
        agent == null ? null : agent.value(), oldest(GIT_FACTS_LAST), oldest(ENDED_SESSIONS_LAST));
  }

  private long oldest(Duration age) {
    return LogTime.of(now.minus(age)).nanos();
  }

  private static WorkContext read(Row row) {
    return new WorkContext(new SessionId(row.text(1)), new AgentId(row.text(2)), Columns.text(row, 3),
        Columns.text(row, 4), list(row, 5, COMMITS), list(row, 6, TEXTS), list(row, 7, TEXTS),
        list(row, 8, CHANGES),
        Columns.time(row, 9), Columns.text(row, 10), Columns.time(row, 11), Columns.text(row, 12),
        Columns.time(row, 13));
  }

  private static <T> List<T> list(Row row, int column, TypeReference<List<T>> type) {
    var text = Columns.text(row, column);
    return text == null ? List.of() : Json.MAPPER.readValue(text, type);
  }
}
