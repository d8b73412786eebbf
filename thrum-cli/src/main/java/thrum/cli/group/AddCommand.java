package thrum.cli.group;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.group.AddGroupMember;

@Command(name = "add", header = "Add an agent or a role to a group.",
    footer = {"Example:", "  thrum group add reviewers @bo_rev"})
final class AddCommand extends ResultCommand<AddGroupMember.Result> {

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") String group = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "MEMBER", description = "An agent.")
  @Nullable String member;

  @Option(names = "--role", paramLabel = "ROLE", order = 1,
      description = "Everybody who holds this role, instead of an agent.")
  @Nullable String role;

  @Override
  protected AddGroupMember.Result call(Workplace place) {
    var choice = MemberChoice.of(member, role);
    return place.daemon()
        .call(new AddGroupMember(Names.plain(group), choice.type(), choice.value(), place.me()));
  }

  @Override
  protected void print(AddGroupMember.Result result, TextOut out) {
    out.line("✓ Added %s to %s", MemberChoice.text(result.memberType(), result.memberValue()),
        result.group());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
