package thrum.cli.sync;

import picocli.CommandLine.Command;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.sync.CheckSync;

@Command(name = "status", header = "Show how the exchange with the Git remote stands.",
    footer = {"Example:", "  thrum sync status"})
final class StatusCommand extends ResultCommand<CheckSync.Result> implements PlainlyRead {

  @Override
  protected CheckSync.Result call(Workplace place) {
    return place.daemon().call(new CheckSync());
  }

  @Override
  protected void print(CheckSync.Result state, TextOut out) {
    new SyncPage(state).print(out);
  }
}
