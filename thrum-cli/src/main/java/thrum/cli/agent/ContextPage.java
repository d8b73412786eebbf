package thrum.cli.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.time.LogTime;

/** The work of one agent, with commits and files (01 §6). */
record ContextPage(WorkContext context) {

  private static final int LABELS = 10;
  private static final int HASH = 7;

  void print(TextOut out) {
    if (context.agentId() != null) out.field("Agent:", LABELS, Names.display(context.agentId()));
    out.field("Session:", LABELS, context.sessionId());
    optional("Branch:", context.branch(), null, out);
    optional("Worktree:", context.worktreePath(), null, out);
    optional("Intent:", context.intent(), context.intentUpdatedAt(), out);
    optional("Task:", context.currentTask(), context.taskUpdatedAt(), out);
    if (context.gitUpdatedAt() != null)
      out.field("Updated:", LABELS, out.ages().ago(context.gitUpdatedAt().instant()));
    if (!context.unmergedCommits().isEmpty()) {
      out.emptyLine().line("%s ahead:", Counts.of(context.unmergedCommits().size(), "commit"));
      for (Commit commit : context.unmergedCommits()) {
        out.line("  %s %s (%s)", commit.sha().substring(0, Math.min(HASH, commit.sha().length())),
            commit.message(),
            Counts.of(commit.files().size(), "file"));
      }
    }
    list("Changed files:", context.changedFiles(), out);
    list("Uncommitted files:", context.uncommittedFiles(), out);
  }

  private static void optional(String label, @Nullable String value, @Nullable LogTime since, TextOut out) {
    if (value == null) return;
    out.field(label, LABELS, since == null ? value : value + " (" + out.ages().ago(since.instant()) + ")");
  }

  private static void list(String heading, List<String> files, TextOut out) {
    if (files.isEmpty()) return;
    out.emptyLine().line(heading);
    for (String file : files) out.line("  %s", file);
  }
}
