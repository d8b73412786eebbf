package thrum.core.group;

import java.util.List;
import java.util.Optional;
import thrum.core.agent.Columns;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.Member;
import thrum.protocol.id.GroupId;
import thrum.protocol.time.LogTime;

/** Looks groups and their members up; the texts of its refusals are those of 02 §4.6. */
record Groups(Sql sql) {
  private static final String SELECT =
      "SELECT group_id, name, description, created_at, created_by FROM groups ";

  record Group(GroupId id, String name, String description, LogTime createdAt, String createdBy) {
    private static Group of(Row row) {
      return new Group(new GroupId(row.text(1)), row.text(2), row.text(3), LogTime.parse(row.text(4)),
          row.text(5));
    }

    boolean isEveryone() {
      return id.value().equals(EveryoneGroup.ID.value()) || name.equals(EveryoneGroup.NAME);
    }
  }

  Optional<Group> find(String name) {
    return sql.one(SELECT + "WHERE name = ?", Group::of, name);
  }

  Group require(String name) {
    return find(name).orElseThrow(() -> new Refused("group \"" + name + "\" not found"));
  }

  /** By type, then value. */
  List<Member> members(GroupId group) {
    return sql.all("""
        SELECT member_type, member_value, added_at, added_by FROM group_members
        WHERE group_id = ? ORDER BY member_type, member_value""",
        row -> new Member(row.text(1), row.text(2), LogTime.parse(row.text(3)), Columns.text(row, 4)),
        group.value());
  }

  boolean hasMember(GroupId group, String type, String value) {
    return sql.number(
        "SELECT count(*) FROM group_members WHERE group_id = ? AND member_type = ? AND member_value = ?",
        group.value(), type, value) > 0;
  }
}
