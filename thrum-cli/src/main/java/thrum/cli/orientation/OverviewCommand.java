package thrum.cli.orientation;

import java.util.List;
import picocli.CommandLine.Command;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;

@Command(name = "overview", header = "Show yourself, the team and your inbox in one view.",
    footer = {"Example:", "  thrum overview"})
public final class OverviewCommand extends ResultCommand<StateReport> {

  @Override
  protected StateReport call(Workplace place) {
    return new StateQuestions(place).ask(true);
  }

  @Override
  protected void print(StateReport report, TextOut out) {
    new OverviewPage(report).print(out);
  }

  @Override
  protected List<String> tips(StateReport report) {
    return List.of("thrum agent context @name shows what one of them is working on",
        "thrum inbox shows your messages", "thrum inbox --unread looks without marking anything as read",
        "thrum message read --all marks everything as read");
  }
}
