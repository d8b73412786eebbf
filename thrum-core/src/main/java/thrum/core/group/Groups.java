package thrum.core.group;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import thrum.core.agent.Columns;
import thrum.core.projection.Entity;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.Member;
import thrum.protocol.id.GroupId;
import thrum.protocol.time.LogTime;

/** Looks groups and their members up; the texts of its refusals are those of 02 §4.6. */
record Groups(Sql sql) {
  /** Ids that bore the name ?1, or one that the group ?2 bore; the group of a role bears the role's. */
  private static final String BEARING_A_NAME =
      """
          WITH given (id, name) AS (
            SELECT entity_id, json_extract(event_json, iif(type = 'group.create', '$.name', '$.fields.name')) FROM events
            WHERE entity_kind = 'group' AND type IN ('group.create', 'group.update')),
          names (name) AS (SELECT ?1 UNION SELECT name FROM given WHERE id = ?2 AND name IS NOT NULL)
          SELECT id FROM given WHERE name IN names UNION SELECT 'grp_role_' || name FROM names""";

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

  /**
   * What a new group of this name has to follow: all groups that ever bore it, for they decide who owns it.
   */
  Entity[] bearing(String name) {
    return entities(name, null);
  }

  /**
   * What a change of the group has to follow: itself, and whatever its id may have meant before (03 §5.5).
   */
  Entity[] related(Group group) {
    return entities(group.name(), group.id());
  }

  private Entity[] entities(String name, @Nullable GroupId id) {
    var own = id == null ? "" : id.value();
    return Stream.concat(Stream.of(own).filter(it -> !it.isEmpty()),
        sql.all(BEARING_A_NAME, row -> row.text(1), name, own).stream())
        .distinct()
        .map(it -> Entity.group(new GroupId(it)))
        .toArray(Entity[]::new);
  }

  boolean hasMember(GroupId group, String type, String value) {
    return sql.number(
        "SELECT count(*) FROM group_members WHERE group_id = ? AND member_type = ? AND member_value = ?",
        group.value(), type, value) > 0;
  }
}
