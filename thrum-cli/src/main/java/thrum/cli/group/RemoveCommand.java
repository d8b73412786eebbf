package thrum.cli.group;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.group.RemoveGroupMember;

@Command(name = "remove", header = "Remove an agent or a role from a group.",
    footer = {"Example:", "  thrum group remove reviewers @bo_rev"})
final class RemoveCommand extends ResultCommand<RemoveGroupMember.Result> {

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") String group = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "MEMBER", description = "An agent.")
  @Nullable String member;

  @Option(names = "--role", paramLabel = "ROLE", order = 1,
      description = "Everybody who holds this role, instead of an agent.")
  @Nullable String role;

  @Override
  protected RemoveGroupMember.Result call(Workplace place) {
    var choice = MemberChoice.of(member, role);
    return place.daemon()
        .call(new RemoveGroupMember(Names.plain(group), choice.type(), choice.value(), place.me()));
  }

  @Override
  protected void print(RemoveGroupMember.Result result, TextOut out) {
    out.line("✓ Removed %s from %s", MemberChoice.text(result.memberType(), result.memberValue()),
        result.group());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
