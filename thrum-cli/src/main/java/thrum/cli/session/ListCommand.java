package thrum.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Ages;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.id.AgentId;
import thrum.protocol.session.ListSessions;
import thrum.protocol.session.SessionInfo;

@Command(name = "list", header = "List sessions, newest first.",
    footer = {"Example:", "  thrum session list --active"})
final class ListCommand extends ResultCommand<ListSessions.Result> implements PlainlyRead {

  @Option(names = "--active", order = 1, description = "Only sessions that are open.") boolean active;

  @Option(names = "--agent", paramLabel = "NAME", order = 2, description = "Only sessions of this agent.")
  @Nullable String agent;

  @Override
  protected ListSessions.Result call(Workplace place) {
    AgentId of = agent == null ? null : AgentId.fromText(Names.plain(agent.strip()));
    return place.daemon().call(new ListSessions(of, active));
  }

  @Override
  protected void print(ListSessions.Result result, TextOut out) {
    if (result.sessions().isEmpty()) out.line(active ? "No open session." : "No session yet.");
    for (SessionInfo session : result.sessions()) print(session, out);
  }

  private static void print(SessionInfo session, TextOut out) {
    out.line("%s [%s]", session.sessionId(), session.status());
    out.line("  Agent:   %s", Names.display(session.agentId()));
    out.line("  Started: %s (%s)", Ages.clock(session.startedAt().instant()),
        out.ages().ago(session.startedAt().instant()));
    if (session.endedAt() != null) {
      out.line("  Ended:   %s (%s)", Ages.clock(session.endedAt().instant()),
          out.ages().ago(session.endedAt().instant()));
    }
    if (session.intent() != null) out.line("  Intent:  %s", session.intent());
    if (session.endReason() != null && !session.endReason().equals("normal")) {
      out.line("  Reason:  %s", session.endReason());
    }
  }
}
