package thrum.cli.orientation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.git.GitLocation;

@Command(name = "overview", header = "Show yourself, the team and your inbox in one view.",
    footer = {"Example:", "  thrum overview"})
public final class OverviewCommand extends ResultCommand<StateReport> implements PlainlyRead {

  private @Nullable String branch;

  @Override
  protected StateReport call(Workplace place) {
    // Until the first heartbeat the daemon does not know it.
    branch = place.repository().git().flatMap(GitLocation::branch).orElse(null);
    return new StateQuestions(place).ask(true);
  }

  @Override
  protected void print(StateReport report, TextOut out) {
    new OverviewPage(report, branch).print(out);
  }

  @Override
  protected List<String> tips(StateReport report) {
    return List.of("thrum agent context @name shows what one of them is working on",
        "thrum inbox shows your messages", "thrum inbox --unread looks without marking anything as read",
        "thrum message read --all marks everything as read");
  }
}
