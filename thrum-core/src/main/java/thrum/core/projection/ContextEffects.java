package thrum.core.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.EventLine;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Json;
import thrum.protocol.time.LogTime;

/**
 * Work contexts as logged: of each session the one with the latest Git time, the earlier in order among
 * equals.
 */
record ContextEffects(Sql sql) {

  void apply(EventLine line, AgentUpdated updated) {
    if (!new EventRows(sql).isNewest(Entity.contexts(updated.agentId()), line.order())) {
      recompute(updated.agentId().value());
    } else if (isVisible(line, updated)) {
      merge(updated);
    }
  }

  /** Computes the agent's contexts from its events. */
  void recompute(String agent) {
    sql.update("DELETE FROM logged_contexts WHERE agent_id = ?", agent);
    for (EventLine line : new EventRows(sql).of(Entity.contexts(new AgentId(agent)),
        new Horizon(sql).cutoff())) {
      if (line.event() instanceof AgentUpdated updated && isVisible(line, updated)) {
        merge(updated);
      }
    }
  }

  private boolean isVisible(EventLine line, AgentUpdated updated) {
    var horizon = new Horizon(sql);
    return line.order().nanos() >= horizon.cutoff()
        && Horizon.follows(line.order(), horizon.tombstone(updated.agentId()));
  }

  private void merge(AgentUpdated updated) {
    for (WorkContext context : updated.workContexts()) {
      sql.update(
          """
              INSERT INTO logged_contexts (session_id, agent_id, branch, worktree_path, unmerged_commits, uncommitted_files,
              changed_files, file_changes, git_updated_at, git_updated_ns, current_task, task_updated_at, task_updated_ns,
              intent, intent_updated_at, intent_updated_ns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT (session_id, agent_id) DO UPDATE SET branch = excluded.branch,
              worktree_path = excluded.worktree_path, unmerged_commits = excluded.unmerged_commits,
              uncommitted_files = excluded.uncommitted_files, changed_files = excluded.changed_files,
              file_changes = excluded.file_changes, git_updated_at = excluded.git_updated_at,
              git_updated_ns = excluded.git_updated_ns, current_task = excluded.current_task,
              task_updated_at = excluded.task_updated_at, task_updated_ns = excluded.task_updated_ns,
              intent = excluded.intent, intent_updated_at = excluded.intent_updated_at,
              intent_updated_ns = excluded.intent_updated_ns
              WHERE excluded.git_updated_ns IS NOT NULL
              AND (git_updated_ns IS NULL OR excluded.git_updated_ns > git_updated_ns)""",
          context.sessionId().value(),
          updated.agentId().value(), context.branch(), context.worktreePath(),
          json(context.unmergedCommits()),
          json(context.uncommittedFiles()), json(context.changedFiles()), json(context.fileChanges()),
          text(context.gitUpdatedAt()), nanos(context.gitUpdatedAt()), context.currentTask(),
          text(context.taskUpdatedAt()), nanos(context.taskUpdatedAt()), context.intent(),
          text(context.intentUpdatedAt()), nanos(context.intentUpdatedAt()));
    }
  }

  static String json(List<?> values) {
    return Json.MAPPER.writeValueAsString(values);
  }

  static @Nullable String text(@Nullable LogTime time) {
    return time == null ? null : time.text();
  }

  static @Nullable Long nanos(@Nullable LogTime time) {
    return time == null ? null : time.nanos();
  }
}
