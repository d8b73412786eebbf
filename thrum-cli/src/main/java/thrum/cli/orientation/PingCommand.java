package thrum.cli.orientation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.failure.Refused;

@Command(name = "ping", header = "Ask whether an agent is there.",
    description = "Looks at what the daemon knows; the agent itself is not disturbed.",
    footer = {"Example:", "  thrum ping @bo_rev"})
public final class PingCommand extends ResultCommand<PingCommand.Answer> {

  @Parameters(paramLabel = "AGENT", description = "Its name, its display name, or a role.") String name = "";

  /** Everybody, unfiltered: what {@code --json} prints (01 §4.6). */
  public record Answer(ListAgents.Result agents,
      @JsonInclude(JsonInclude.Include.ALWAYS) ListContexts.@Nullable Result contexts) {}

  @Override
  protected Answer call(Workplace place) {
    var daemon = place.daemon();
    var agents = daemon.call(new ListAgents(null, null));
    try {
      return new Answer(agents, daemon.call(new ListContexts(null, null, null)));
    } catch (Refused onlyDetail) {
      return new Answer(agents, null);
    }
  }

  @Override
  protected void print(Answer answer, TextOut out) {
    List<AgentInfo> found = matching(answer.agents().agents());
    if (found.isEmpty()) out.line("There is no agent @%s.", Names.plain(name));
    List<WorkContext> contexts = answer.contexts() == null ? List.of() : answer.contexts().contexts();
    for (AgentInfo agent : found) {
      contexts.stream()
          .filter(c -> agent.agentId().equals(c.agentId()))
          .findFirst()
          .ifPresentOrElse(work -> active(agent, work, out), () -> offline(agent, out));
    }
  }

  @Override
  protected List<String> tips(Answer answer) {
    return List.of("thrum agent list shows everybody",
        "thrum send \"...\" --mention @name writes to an agent");
  }

  private List<AgentInfo> matching(List<AgentInfo> agents) {
    String wanted = Names.plain(name);
    List<AgentInfo> named = agents.stream()
        .filter(a -> a.agentId().value().equals(wanted) || a.display().equals(wanted))
        .toList();
    return named.isEmpty() ? agents.stream().filter(a -> a.role().equals(wanted)).toList() : named;
  }

  private static void active(AgentInfo agent, WorkContext work, TextOut out) {
    out.line("%s: active%s", Names.display(agent.agentId()), work.gitUpdatedAt() == null ? ""
        : ", last heartbeat " + out.ages().ago(work.gitUpdatedAt().instant()));
    if (work.intent() != null) out.line("  Intent: %s", work.intent());
    if (work.currentTask() != null) out.line("  Task:   %s", work.currentTask());
    if (work.branch() != null) out.line("  Branch: %s", work.branch());
  }

  private static void offline(AgentInfo agent, TextOut out) {
    out.line("%s: offline (last seen %s)", Names.display(agent.agentId()),
        agent.lastSeenAt() == null ? "never" : out.ages().ago(agent.lastSeenAt().instant()));
  }
}
