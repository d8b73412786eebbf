package thrum.cli.group;

import picocli.CommandLine.Command;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Table;
import thrum.cli.render.TextOut;
import thrum.protocol.group.GroupInfo;
import thrum.protocol.group.ListGroups;

@Command(name = "list", header = "List all groups.", footer = {"Example:", "  thrum group list"})
final class ListCommand extends ResultCommand<ListGroups.Result> implements PlainlyRead {

  @Override
  protected ListGroups.Result call(Workplace place) {
    return place.daemon().call(new ListGroups());
  }

  @Override
  protected void print(ListGroups.Result result, TextOut out) {
    if (result.groups().isEmpty()) {
      out.line("No groups yet.");
      return;
    }
    var table = new Table("GROUP", "MEMBERS", "CREATED", "DESCRIPTION");
    for (GroupInfo group : result.groups()) {
      table.row(group.name(), Long.toString(group.memberCount()),
          out.ages().ago(group.createdAt().instant()),
          group.description() == null ? "" : group.description());
    }
    table.print(out);
  }
}
