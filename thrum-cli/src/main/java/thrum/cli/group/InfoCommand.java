package thrum.cli.group;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Ages;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.group.DescribeGroup;
import thrum.protocol.group.Member;

@Command(name = "info", header = "Show a group with its members.",
    footer = {"Example:", "  thrum group info everyone"})
final class InfoCommand extends ResultCommand<DescribeGroup.Result> {

  @Parameters(paramLabel = "NAME", description = "The group.") String name = "";

  @Override
  protected DescribeGroup.Result call(Workplace place) {
    return place.daemon().call(new DescribeGroup(Names.plain(name)));
  }

  @Override
  protected void print(DescribeGroup.Result group, TextOut out) {
    out.line("Group:       %s (%s)", group.name(), group.groupId());
    if (group.description() != null) out.line("Description: %s", group.description());
    out.line("Created:     %s by %s", Ages.clock(group.createdAt().instant()), group.createdBy());
    out.line("Members:     %s", Counts.of(group.members().size(), "member"));
    for (Member member : group.members()) {
      out.line("  %s", MemberChoice.text(member.memberType(), member.memberValue()));
    }
  }
}
