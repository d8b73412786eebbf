package thrum.core.projection;

import thrum.core.projection.LiveFact.Seen;
import thrum.core.projection.LiveFact.WorkFacts;
import thrum.protocol.agent.WorkContext;

/** Facts of this moment that stand in no log. */
record LiveEffects(Sql sql) {

  void apply(LiveFact fact) {
    switch (fact) {
      case Seen seen -> seen(seen);
      case WorkFacts work -> work(work.sessionId().value(), work.facts());
    }
  }

  private void seen(Seen seen) {
    String at = seen.at().text();
    long nanos = seen.at().nanos();
    sql.update(
        "UPDATE sessions SET last_seen_at = ?, last_seen_ns = ? WHERE session_id = ? AND last_seen_ns < ?",
        at,
        nanos, seen.sessionId().value(), nanos);
    sql.update("""
        UPDATE agents SET last_seen_at = ?, last_seen_ns = ? WHERE agent_id = ?
        AND (last_seen_ns IS NULL OR last_seen_ns < ?)""", at, nanos, seen.agentId().value(), nanos);
  }

  /** Counts for an open session only. */
  private void work(String session, WorkContext facts) {
    sql.update(
        """
            INSERT OR REPLACE INTO live_contexts (session_id, branch, worktree_path, unmerged_commits, uncommitted_files,
            changed_files, file_changes, git_updated_at, git_updated_ns)
            SELECT session_id, ?, ?, ?, ?, ?, ?, ?, ? FROM sessions WHERE session_id = ? AND ended_at IS NULL""",
        facts.branch(), facts.worktreePath(), ContextEffects.json(facts.unmergedCommits()),
        ContextEffects.json(facts.uncommittedFiles()), ContextEffects.json(facts.changedFiles()),
        ContextEffects.json(facts.fileChanges()), ContextEffects.text(facts.gitUpdatedAt()),
        ContextEffects.nanos(facts.gitUpdatedAt()), session);
  }
}
