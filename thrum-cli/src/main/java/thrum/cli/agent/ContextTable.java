package thrum.cli.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.render.Columns;
import thrum.cli.render.Names;
import thrum.cli.render.Table;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.WorkContext;

/** The work of many agents, a line each (01 §6). */
final class ContextTable {

  private static final int SESSION_COLUMNS = 16;

  private ContextTable() {}

  static void print(List<WorkContext> contexts, TextOut out) {
    var table = new Table("AGENT", "SESSION", "BRANCH", "COMMITS", "FILES", "INTENT", "UPDATED");
    for (WorkContext context : contexts) {
      table.row(context.agentId() == null ? "" : Names.display(context.agentId()),
          Columns.prefix(context.sessionId().value(), SESSION_COLUMNS), text(context.branch()),
          Integer.toString(context.unmergedCommits().size()), Integer.toString(files(context)),
          text(context.intent()),
          context.gitUpdatedAt() == null ? "" : out.ages().ago(context.gitUpdatedAt().instant()));
    }
    table.print(out);
  }

  /** Files that differ from the base, committed or not. */
  static int files(WorkContext context) {
    return Math.max(context.changedFiles().size(), context.fileChanges().size());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
