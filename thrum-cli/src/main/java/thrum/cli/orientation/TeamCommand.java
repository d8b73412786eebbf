package thrum.cli.orientation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.ListTeam;

@Command(name = "team", header = "Show who is at work, on what, and how full their inboxes are.",
    footer = {"Example:", "  thrum team --all"})
public final class TeamCommand extends ResultCommand<ListTeam.Result> implements PlainlyRead {

  @Option(names = "--all", order = 1, description = "Also those without an open session.") boolean all;

  @Override
  protected ListTeam.Result call(Workplace place) {
    return place.daemon().call(new ListTeam(all));
  }

  @Override
  protected void print(ListTeam.Result result, TextOut out) {
    new TeamPage(result, all).print(out);
  }
}
