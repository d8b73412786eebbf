package thrum.core.group;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import thrum.core.agent.Columns;
import thrum.core.agent.Roster;
import thrum.core.projection.Sql;
import thrum.protocol.group.DescribeGroup;
import thrum.protocol.group.GroupInfo;
import thrum.protocol.group.ListGroupMembers;
import thrum.protocol.group.ListGroups;
import thrum.protocol.group.Member;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.GroupId;
import thrum.protocol.time.LogTime;

/** Reads groups (02 §4.6). Membership by role is resolved when asked, never stored (03 §5.5). */
public record GroupQueries(Sql sql) {
  private static final String LIST = """
      SELECT g.group_id, g.name, g.description,
        (SELECT count(*) FROM group_members m WHERE m.group_id = g.group_id), g.created_at
      FROM groups g ORDER BY g.name""";

  public ListGroups.Result list() {
    return new ListGroups.Result(sql.all(LIST, row -> new GroupInfo(new GroupId(row.text(1)), row.text(2),
        Columns.text(row, 3), row.number(4), LogTime.parse(row.text(5)))));
  }

  public DescribeGroup.Result describe(DescribeGroup request) {
    var groups = new Groups(sql);
    var group = groups.require(request.name());
    return new DescribeGroup.Result(group.id(), group.name(), group.description(), group.createdAt(),
        group.createdBy(), groups.members(group.id()));
  }

  public ListGroupMembers.Result members(ListGroupMembers request) {
    var groups = new Groups(sql);
    var group = groups.require(request.name());
    var members = groups.members(group.id());
    return new ListGroupMembers.Result(members, request.expand() ? expanded(members) : List.of());
  }

  /** Everybody that the members stand for, ascending, each once. */
  private List<AgentId> expanded(List<Member> members) {
    var roster = new Roster(sql);
    var agents = new TreeSet<AgentId>();
    members.stream().flatMap(member -> agents(roster, member)).forEach(agents::add);
    return List.copyOf(agents);
  }

  private static Stream<AgentId> agents(Roster roster, Member member) {
    return switch (member.memberType()) {
      case WantedMember.AGENT ->
          Stream.of(new AgentId(member.memberValue())).filter(id -> !roster.isReplaced(id));
      case WantedMember.ROLE -> member.memberValue().equals("*")
          ? roster.everybody().stream()
          : roster.withRole(member.memberValue()).stream();
      default -> Stream.empty();
    };
  }
}
