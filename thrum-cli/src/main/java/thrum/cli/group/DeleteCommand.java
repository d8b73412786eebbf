package thrum.cli.group;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.group.DeleteGroup;

@Command(name = "delete", header = "Delete a group; its messages stay.",
    footer = {"Example:", "  thrum group delete reviewers"})
final class DeleteCommand extends ResultCommand<DeleteGroup.Result> {

  @Parameters(paramLabel = "NAME", description = "The group.") String name = "";

  @Override
  protected DeleteGroup.Result call(Workplace place) {
    return place.daemon().call(new DeleteGroup(Names.plain(name), false, place.me()));
  }

  @Override
  protected void print(DeleteGroup.Result result, TextOut out) {
    out.line("✓ Group deleted: %s", result.name());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
