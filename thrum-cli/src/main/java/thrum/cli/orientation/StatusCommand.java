package thrum.cli.orientation;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import thrum.cli.agent.AgentSummary;
import thrum.cli.agent.Self;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;

@Command(name = "status", header = "Show your own state: identity, work, inbox, daemon.",
    footer = {"Example:", "  thrum status"})
public final class StatusCommand extends ResultCommand<StateReport> implements PlainlyRead {

  private @Nullable AgentSummary summary;

  @Override
  protected StateReport call(Workplace place) {
    StateReport report = new StateQuestions(place).ask(false);
    if (report.agent() != null && !place.json()) summary = new Self(place).summary(report.agent());
    return report;
  }

  @Override
  protected void print(StateReport report, TextOut out) {
    new StatusPage(report, summary).print(out);
  }
}
