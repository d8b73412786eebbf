package thrum.cli.orientation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import thrum.cli.agent.AgentSummary;
import thrum.cli.render.Ages;
import thrum.cli.render.Counts;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.health.CheckHealth;

/**
 * The text of {@code status} (01 §4.2).
 *
 * @param summary the caller; null where nobody is registered
 */
record StatusPage(StateReport report, @Nullable AgentSummary summary) {

  private static final int LABELS = 11;

  void print(TextOut out) {
    if (summary == null) {
      out.field("Agent ID:", LABELS,
          "none (register: thrum quickstart --name NAME --role ROLE --module MODULE)");
    } else {
      summary.print(out);
    }
    if (report.workContext() != null) work(report.workContext(), out);
    var context = report.context();
    if (context != null && context.size() != null && context.size() > 0 && context.updatedAt() != null) {
      out.field("Context:", LABELS, Counts.of(context.size(), "byte") + " (updated "
          + out.ages().ago(context.updatedAt().instant()) + ")");
    }
    if (report.inbox() != null) {
      out.field("Inbox:", LABELS,
          Counts.of(report.inbox().total(), "message") + " (" + report.inbox().unread()
              + " unread)");
    }
    CheckHealth.Result health = report.health();
    out.field("Sync:", LABELS, SyncState.text(health));
    out.field("Daemon:", LABELS, (health.status().equals("ok") ? "running" : health.status()) + " ("
        + Ages.length(Duration.ofMillis(health.uptimeMs())) + " uptime, v" + health.version() + ")");
    for (String problem : health.problems()) out.field("", LABELS, "✗ " + problem);
    SyncState.webLines(report.websocketPort(), LABELS, out);
  }

  private static void work(WorkContext work, TextOut out) {
    if (work.currentTask() != null) out.field("Task:", LABELS, work.currentTask());
    if (work.gitUpdatedAt() == null) return;
    out.field("Commits:", LABELS, work.unmergedCommits().size() + " ahead");
    out.field("Files:", LABELS,
        work.changedFiles().size() + " changed, " + work.uncommittedFiles().size() + " uncommitted");
  }
}
