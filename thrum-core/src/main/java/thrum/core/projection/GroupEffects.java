package thrum.core.projection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.GroupMemberRemoved;

/**
 * Groups (03 §5.5, ruling 72): members change in place, anything else computes all groups from their events.
 */
record GroupEffects(Sql sql) {

  void apply(EventLine line) {
    boolean newest = new EventRows(sql).isNewest(Entity.of(line.event()), line.order());
    switch (line.event()) {
      case GroupMemberAdded added when newest ->
          resolve(added.groupId().value()).ifPresent(group -> insertMember(group,
              new GroupFold.Member(added.memberType(), added.memberValue()),
              new GroupFold.Joined(added.timestamp(), added.addedBy())));
      case GroupMemberRemoved removed when newest ->
          resolve(removed.groupId().value()).ifPresent(group -> sql.update(
              "DELETE FROM group_members WHERE group_id = ? AND member_type = ? AND member_value = ?", group,
              removed.memberType(), removed.memberValue()));
      default -> recompute();
    }
  }

  /** Computes all groups. */
  void recompute() {
    var fold = new GroupFold();
    fold.run(new EventRows(sql).of(Entity.groups()), new RoleStarts(sql).all());
    sql.update("DELETE FROM group_members");
    sql.update("DELETE FROM group_aliases");
    sql.update("DELETE FROM groups");
    for (GroupFold.Group group : fold.groups()) {
      sql.update(
          """
              INSERT INTO groups (group_id, name, description, created_at, created_by, updated_at, created_ns, automatic)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
          group.id, group.name, group.description, group.createdAt.text(),
          group.createdBy, group.updatedAt == null ? null : group.updatedAt.text(), group.createdAt.nanos(),
          group.automatic);
      group.members.forEach((member, joined) -> insertMember(group.id, member, joined));
    }
    fold.aliases()
        .forEach((alias, group) -> sql.update(
            "INSERT INTO group_aliases (alias_id, group_id) VALUES (?, ?)", alias, group));
  }

  private void insertMember(String group, GroupFold.Member member, GroupFold.Joined joined) {
    sql.update("""
        INSERT INTO group_members (group_id, member_type, member_value, added_at, added_by, added_ns)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (group_id, member_type, member_value) DO NOTHING""", group,
        member.type(),
        member.value(), joined.at().text(), emptyToNull(joined.by()), joined.at().nanos());
  }

  /** The group that an id means; the same rule as {@link GroupFold}'s. */
  private Optional<String> resolve(String id) {
    Optional<String> group = sql.one("""
        SELECT group_id FROM groups WHERE group_id = ?1 UNION ALL
        SELECT group_id FROM group_aliases WHERE alias_id = ?1""", row -> row.text(1), id);
    return group.isEmpty() && id.startsWith(RoleStarts.PREFIX)
        ? sql.one("SELECT group_id FROM groups WHERE name = ?", row -> row.text(1),
            id.substring(RoleStarts.PREFIX.length()))
        : group;
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
