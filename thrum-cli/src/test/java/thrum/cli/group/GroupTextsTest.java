package thrum.cli.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static thrum.cli.Printed.minutesAgo;

import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.cli.Printed;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.AddGroupMember;
import thrum.protocol.group.CreateGroup;
import thrum.protocol.group.DeleteGroup;
import thrum.protocol.group.DescribeGroup;
import thrum.protocol.group.GroupInfo;
import thrum.protocol.group.ListGroupMembers;
import thrum.protocol.group.ListGroups;
import thrum.protocol.group.Member;
import thrum.protocol.group.RemoveGroupMember;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.GroupId;

/** What the commands about groups print for given results. */
class GroupTextsTest {

  private static final GroupId GROUP = new GroupId("grp_01J8");
  private static final List<Member> MEMBERS = List.of(new Member("agent", "bo_rev", minutesAgo(5), "ada_api"),
      new Member("role", "*", minutesAgo(5), null), new Member("role", "tester", minutesAgo(5), null));

  @Test
  void changesAreConfirmed() {
    assertEquals("""
        ✓ Group created: reviewers (grp_01J8)
        ✓ Added @bo_rev to reviewers
        ✓ Removed role:tester from reviewers
        ✓ Group deleted: reviewers
        """, Printed.by(out -> {
      new CreateCommand().print(new CreateGroup.Result(GROUP, "reviewers", minutesAgo(0)), out);
      new AddCommand().print(new AddGroupMember.Result("reviewers", "agent", "bo_rev"), out);
      new RemoveCommand().print(new RemoveGroupMember.Result("reviewers", "role", "tester"), out);
      new DeleteCommand().print(new DeleteGroup.Result("reviewers", minutesAgo(0)), out);
    }));
  }

  @Test
  void groupsAreListedInATable() {
    var groups = List.of(new GroupInfo(GROUP, "everyone", "All agents", 1, minutesAgo(60)),
        new GroupInfo(GROUP, "x", null, 12, minutesAgo(0)));

    assertEquals("""
        GROUP     MEMBERS  CREATED   DESCRIPTION
        everyone  1        1h ago    All agents
        x         12       just now  -
        """, Printed.by(out -> new ListCommand().print(new ListGroups.Result(groups), out)));
  }

  @Test
  void oneGroupIsShownWithItsMembers() {
    var group =
        new DescribeGroup.Result(GROUP, "reviewers", "Whoever reviews", minutesAgo(60), "ada_api", MEMBERS);

    assertEquals("""
        Group:       reviewers (grp_01J8)
        Description: Whoever reviews
        Created:     2026-05-02 09:00:00 by ada_api
        Members:     3 members
          @bo_rev
          role:* (all agents)
          role:tester
        """, Printed.by(out -> new InfoCommand().print(group, out)));
  }

  @Test
  void expandedMembersFollow() {
    var command = new MembersCommand();
    command.expand = true;

    assertEquals("""
        @bo_rev
        role:* (all agents)
        role:tester
        Agents:
          @bo_rev
        """, Printed.by(
        out -> command.print(new ListGroupMembers.Result(MEMBERS, List.of(new AgentId("bo_rev"))), out)));
  }

  @Test
  void aMemberIsAnAgentOrARole() {
    assertEquals(new MemberChoice("agent", "bo_rev"), MemberChoice.of("@bo_rev", null));
    assertEquals(new MemberChoice("role", "tester"), MemberChoice.of(null, "tester"));
    assertThrows(Refused.class, () -> MemberChoice.of(null, null));
    assertThrows(Refused.class, () -> MemberChoice.of(" ", ""));
  }
}
