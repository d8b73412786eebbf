package thrum.cli.session;

import picocli.CommandLine.Command;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.session.StartSession;

@Command(name = "start", header = "Start a session, which ends any that was left open.",
    footer = {"Example:", "  thrum session start"})
final class StartCommand extends ResultCommand<StartSession.Result> {

  @Override
  protected StartSession.Result call(Workplace place) {
    var who = place.daemon().call(new WhoAmI(place.me()));
    var result = SessionStart.open(who.agentId(), place);
    place.note(identity -> identity.withSessionId(result.sessionId().value()));
    return result;
  }

  @Override
  protected void print(StartSession.Result result, TextOut out) {
    out.line("✓ Session started: %s", result.sessionId());
    out.line("  Agent:   %s", Names.display(result.agentId()));
    out.line("  Started: %s", result.startedAt());
  }
}
