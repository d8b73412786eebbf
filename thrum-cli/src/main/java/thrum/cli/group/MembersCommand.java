package thrum.cli.group;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.group.ListGroupMembers;
import thrum.protocol.group.Member;
import thrum.protocol.id.AgentId;

@Command(name = "members", header = "List the members of a group.",
    footer = {"Example:", "  thrum group members reviewers --expand"})
final class MembersCommand extends ResultCommand<ListGroupMembers.Result> {

  @Parameters(paramLabel = "NAME", description = "The group.") String name = "";

  @Option(names = "--expand", order = 1,
      description = "Also list the agents that its roles stand for.") boolean expand;

  @Override
  protected ListGroupMembers.Result call(Workplace place) {
    return place.daemon().call(new ListGroupMembers(Names.plain(name), expand));
  }

  @Override
  protected void print(ListGroupMembers.Result result, TextOut out) {
    if (result.members().isEmpty()) out.line("No members.");
    for (Member member : result.members()) {
      out.line(MemberChoice.text(member.memberType(), member.memberValue()));
    }
    if (expand) {
      out.line("Agents:%s", result.expanded().isEmpty() ? " none" : "");
      for (AgentId agent : result.expanded()) out.line("  %s", Names.display(agent));
    }
  }
}
