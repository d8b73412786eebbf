package thrum.cli.orientation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.render.Columns;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.Printable;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.agent.WorkContext;

/**
 * The text of {@code overview} (01 §4.3).
 *
 * @param here the branch that is checked out; null when HEAD is on none
 */
record OverviewPage(StateReport report, @Nullable String here) {

  private static final int NAME = 12;
  private static final int BRANCH = 20;
  private static final int INTENT = 30;

  void print(TextOut out) {
    if (report.agent() == null) {
      out.line("You: not registered here (thrum quickstart --name NAME --role ROLE --module MODULE)");
    } else {
      self(report.agent(), out);
    }
    if (report.team() != null && !report.team().isEmpty()) team(report.team(), out);
    out.emptyLine();
    if (report.inbox() != null) out.line("Inbox: %s", inbox(report.inbox()));
    out.line("Sync: %s", SyncState.text(report.health()));
    SyncState.webLines(report.websocketPort(), 11, out);
  }

  private void self(WhoAmI.Result agent, TextOut out) {
    out.line("You: @%s (%s)", agent.role(), agent.agentId());
    out.line("Session: %s", agent.sessionStart() == null ? "none (start one: thrum session start)"
        : "active for " + out.ages().lengthSince(agent.sessionStart().instant()));
    if (agent.intent() != null) out.line("Intent: %s", agent.intent());
    var context = report.context();
    if (context != null && context.size() != null && context.size() > 0 && context.updatedAt() != null) {
      out.line("Context: %s (updated %s)", Counts.bytes(context.size()),
          out.ages().ago(context.updatedAt().instant()));
    }
    WorkContext work = report.workContext();
    String branch = work != null && work.branch() != null ? work.branch()
        : agent.branch() != null ? agent.branch() : here;
    if (branch != null) {
      out.line("Branch: %s%s", branch, work == null || work.gitUpdatedAt() == null ? ""
          : " ("
              + Counts.of(work.unmergedCommits().size(), "commit") + ", "
              + Counts.of(work.changedFiles().size(), "file") + ")");
    }
  }

  private static void team(List<WorkContext> team, TextOut out) {
    out.emptyLine().line("Team:");
    for (WorkContext member : team) {
      String name = member.agentId() == null ? "" : Names.display(member.agentId());
      String updated = member.gitUpdatedAt() == null ? "" : out.ages().ago(member.gitUpdatedAt().instant());
      String line = "  " + cell(name, NAME) + " " + cell(member.branch(), BRANCH) + " "
          + cell(member.intent(), Math.max(INTENT, out.columns() - NAME - BRANCH - 16)) + " " + updated;
      out.line(line.stripTrailing());
    }
  }

  private static String cell(@Nullable String text, int width) {
    String shown = text == null || text.isEmpty() ? "-" : Columns.cut(Printable.cell(text), width);
    return Columns.left(shown, width);
  }

  private static String inbox(StateReport.InboxCount inbox) {
    if (inbox.total() == 0) return "empty";
    if (inbox.unread() == 0) return Counts.of(inbox.total(), "message") + " (all read)";
    return inbox.unread() + " unread (" + inbox.total() + " total)";
  }
}
