package thrum.cli.agent;

import java.util.List;
import thrum.cli.render.Names;
import thrum.cli.render.Table;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.CleanUpAgents.Orphan;

/** Agents that are left behind, a line each, with the reason. */
record OrphanTable(List<Orphan> orphans) {

  void print(TextOut out) {
    var table = new Table("AGENT", "ROLE", "MODULE", "MESSAGES", "LAST SEEN", "WHY");
    for (Orphan orphan : orphans) {
      table.row(Names.display(orphan.agentId()), orphan.role(), orphan.module(),
          Long.toString(orphan.messageCount()), seen(orphan), why(orphan));
    }
    table.print(out);
  }

  private static String seen(Orphan orphan) {
    return orphan.lastSeenAt().isEmpty() ? "never" : orphan.daysSinceLastSeen() + "d ago";
  }

  private static String why(Orphan orphan) {
    if (orphan.branchMissing()) return "no identity file";
    return orphan.worktreeMissing() ? "worktree " + orphan.worktree() + " is gone" : "not seen for long";
  }
}
