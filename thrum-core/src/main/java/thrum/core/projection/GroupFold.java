package thrum.core.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.RoleStarts.Start;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupDeleted;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.GroupMemberRemoved;
import thrum.protocol.event.GroupUpdated;
import thrum.protocol.time.LogTime;

/**
 * All groups as their events make them, in canonical order (03 §5.5, ruling 72).
 *
 * <p>An id means the group made with it; or the group that had its name first; or, for the automatic group of
 * a role,
 * the logged group of the role's name. What names an id that means nothing waits for a creation. A deletion
 * ends the
 * group and everything said of it before. While a logged group has a role's name, the automatic one does not
 * exist.
 */
final class GroupFold {

  static final String SYSTEM = "system";
  private static final String ROLE = "role";

  record Member(String type, String value) {}

  record Joined(LogTime at, @Nullable String by) {}

  /** A group while it is computed. */
  static final class Group {
    final String id;
    final boolean automatic;
    final LogTime createdAt;
    final String createdBy;
    final Map<Member, Joined> members = new LinkedHashMap<>();
    private final Map<Object, EventOrder> lastChanges = new HashMap<>();
    String name;
    @Nullable String description;
    @Nullable LogTime updatedAt;

    Group(String id, String name, @Nullable String description, LogTime createdAt, String createdBy,
        boolean automatic) {
      this.id = id;
      this.name = name;
      this.description = description;
      this.createdAt = createdAt;
      this.createdBy = createdBy;
      this.automatic = automatic;
    }

    /** Whether this change of a part follows the last one; remembers it if so. */
    private boolean follows(Object part, EventOrder order) {
      EventOrder last = lastChanges.get(part);
      if (last != null && last.compareTo(order) > 0) {
        return false;
      }
      lastChanges.put(part, order);
      return true;
    }
  }

  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, Group> byName = new HashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Map<String, List<EventLine>> waiting = new HashMap<>();
  /** By role: the registration that the automatic group goes back to, and what was said of its id since. */
  private final Map<String, Start> starts = new HashMap<>();
  private final Map<String, List<EventLine>> ofAutomatic = new HashMap<>();

  Collection<Group> groups() {
    return groups.values();
  }

  /** From the id that lost its name to the group that has it. */
  Map<String, String> aliases() {
    return aliases;
  }

  /** Both lists in canonical order. */
  void run(List<EventLine> events, List<Start> roleStarts) {
    int next = 0;
    for (EventLine event : events) {
      while (next < roleStarts.size() && roleStarts.get(next).order().compareTo(event.order()) < 0) {
        start(roleStarts.get(next++));
      }
      apply(event);
    }
    roleStarts.subList(next, roleStarts.size()).forEach(this::start);
  }

  private void apply(EventLine event) {
    switch (event.event()) {
      case GroupCreated created -> create(created);
      case GroupDeleted deleted -> delete(deleted.groupId().value());
      case GroupMemberAdded added -> changeOrWait(added.groupId().value(), event);
      case GroupMemberRemoved removed -> changeOrWait(removed.groupId().value(), event);
      case GroupUpdated updated -> changeOrWait(updated.groupId().value(), event);
      default -> throw new IllegalArgumentException("not about a group: " + event.event().type());
    }
  }

  private void start(Start start) {
    if (starts.putIfAbsent(start.role(), start) == null) {
      makeAutomatic(start.role());
    }
  }

  /**
   * Makes the automatic group of a role that has a registration, where neither its id nor its name is taken.
   */
  private void makeAutomatic(String role) {
    Start start = starts.get(role);
    String id = RoleStarts.PREFIX + role;
    if (start == null || groups.containsKey(id) || byName.containsKey(role)) {
      return;
    }
    LogTime at = LogTime.parse(start.at());
    var group = new Group(id, role, "All agents with role " + role, at, SYSTEM, true);
    group.members.put(new Member(ROLE, role), new Joined(at, null));
    add(group);
    replay(group, ofAutomatic.getOrDefault(role, List.of()));
  }

  private void create(GroupCreated created) {
    String id = created.groupId().value();
    Group known = groups.get(id);
    if ((known != null && !known.automatic) || aliases.containsKey(id)) {
      return;
    }
    if (known != null) {
      remove(known);
    }
    Group owner = byName.get(created.name());
    if (owner != null && !owner.automatic) {
      aliases.put(id, owner.id);
      replay(owner, waited(id));
    } else {
      if (owner != null) {
        remove(owner);
      }
      var group = new Group(id, created.name(), created.description(), created.timestamp(),
          created.createdBy(), false);
      add(group);
      replay(group, waited(id));
      replayOfAutomatic(group, roleOf(id));
      replayOfAutomatic(group, groups.containsKey(RoleStarts.PREFIX + group.name) ? null : group.name);
    }
    if (known != null) {
      makeAutomatic(known.name);
    }
  }

  private List<EventLine> waited(String id) {
    List<EventLine> waited = waiting.remove(id);
    return waited == null ? List.of() : waited;
  }

  private void delete(String id) {
    waiting.remove(id);
    Group group = resolve(id);
    String role = roleOf(id);
    if (role != null) {
      starts.remove(role);
      ofAutomatic.remove(role);
    }
    if (group != null) {
      remove(group);
      aliases.values().removeIf(group.id::equals);
      makeAutomatic(group.name);
    }
  }

  private void changeOrWait(String id, EventLine event) {
    String role = roleOf(id);
    if (role != null) {
      ofAutomatic.computeIfAbsent(role, ignored -> new ArrayList<>()).add(event);
    }
    Group group = resolve(id);
    if (group != null) {
      change(group, event);
    } else if (role == null) {
      waiting.computeIfAbsent(id, ignored -> new ArrayList<>()).add(event);
    }
  }

  private void replayOfAutomatic(Group group, @Nullable String role) {
    replay(group, ofAutomatic.getOrDefault(role, List.of()));
  }

  private void replay(Group group, List<EventLine> events) {
    List.copyOf(events).forEach(event -> change(group, event));
  }

  private void change(Group group, EventLine event) {
    switch (event.event()) {
      case GroupMemberAdded added -> {
        var member = new Member(added.memberType(), added.memberValue());
        if (group.follows(member, event.order())) {
          group.members.putIfAbsent(member, new Joined(added.timestamp(), added.addedBy()));
        }
      }
      case GroupMemberRemoved removed -> {
        var member = new Member(removed.memberType(), removed.memberValue());
        if (group.follows(member, event.order())) {
          group.members.remove(member);
        }
      }
      case GroupUpdated updated -> update(group, updated, event.order());
      default -> throw new IllegalArgumentException("does not change a group: " + event.event().type());
    }
  }

  private void update(Group group, GroupUpdated updated, EventOrder order) {
    String description = updated.fields().get("description");
    String name = updated.fields().get("name");
    if (description != null && group.follows("description", order)) {
      group.description = description.isEmpty() ? null : description;
      touched(group, updated.timestamp());
    }
    if (name != null && !name.isEmpty() && !byName.containsKey(name) && group.follows("name", order)) {
      String freed = group.name;
      byName.remove(freed);
      group.name = name;
      byName.put(name, group);
      touched(group, updated.timestamp());
      makeAutomatic(freed);
    }
  }

  private static void touched(Group group, LogTime at) {
    if (group.updatedAt == null || group.updatedAt.compareTo(at) <= 0) {
      group.updatedAt = at;
    }
  }

  private @Nullable Group resolve(String id) {
    Group group = groups.get(id);
    if (group == null) {
      group = groups.get(aliases.getOrDefault(id, id));
    }
    String role = roleOf(id);
    return group == null && role != null ? byName.get(role) : group;
  }

  private static @Nullable String roleOf(String groupId) {
    return groupId.startsWith(RoleStarts.PREFIX) ? groupId.substring(RoleStarts.PREFIX.length()) : null;
  }

  private void add(Group group) {
    groups.put(group.id, group);
    byName.put(group.name, group);
  }

  private void remove(Group group) {
    groups.remove(group.id);
    byName.remove(group.name, group);
  }
}
