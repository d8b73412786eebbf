package thrum.cli.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.cli.render.Box;
import thrum.cli.render.Columns;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.Printable;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;

/** Agents in boxes, active ones with a full dot (01 §6). */
record AgentBoxes(List<AgentInfo> agents, List<WorkContext> contexts) {

  private static final int INTENT_COLUMNS = 50;

  void print(TextOut out) {
    if (agents.isEmpty()) {
      out.line("Nobody is registered.");
      return;
    }
    Map<AgentId, WorkContext> work = new HashMap<>();
    for (WorkContext context : contexts) {
      if (context.agentId() != null) work.putIfAbsent(context.agentId(), context);
    }
    var box = new Box(out);
    for (AgentInfo agent : agents) box.entry(lines(agent, work.get(agent.agentId()), out));
    box.close();
  }

  private static List<String> lines(AgentInfo agent, @Nullable WorkContext work, TextOut out) {
    var lines = new ArrayList<String>();
    lines.add((work == null ? "○ " : "● ") + Names.display(agent.agentId()) + " (" + agent.role() + ")");
    lines.add("  Module: " + agent.module());
    if (work != null) {
      if (work.intent() != null) {
        lines.add("  Intent: " + Columns.cut(Printable.cell(work.intent()), INTENT_COLUMNS));
      }
      if (work.currentTask() != null) lines.add("  Task:   " + work.currentTask());
      if (work.branch() != null) {
        lines.add(
            "  Branch: " + work.branch() + " (" + Counts.of(work.unmergedCommits().size(), "commit") + ")");
      }
    }
    lines.add("  " + (work == null ? lastSeen(agent, out) : "Active" + activity(work, out)));
    return lines;
  }

  private static String activity(WorkContext work, TextOut out) {
    return work.gitUpdatedAt() == null ? ""
        : ", last heartbeat " + out.ages().ago(work.gitUpdatedAt().instant());
  }

  private static String lastSeen(AgentInfo agent, TextOut out) {
    return agent.lastSeenAt() == null ? "Last seen: never"
        : "Last seen: " + out.ages().ago(agent.lastSeenAt().instant());
  }
}
