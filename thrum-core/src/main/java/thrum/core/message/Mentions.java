package thrum.core.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Audience;
import thrum.protocol.message.Link;

/**
 * The names a sender wrote, resolved against the groups, agents and users of the moment (02 §5.1). A
 * group hides an agent or role of the same name; one unknown name refuses the whole message.
 */
record Mentions(List<String> names, AgentId author) {

  private static final String EVERYONE = "everyone";

  private static final String GROUP_MEMBERS = """
      SELECT m.member_value FROM groups g JOIN group_members m ON m.group_id = g.group_id
      JOIN agents a ON a.agent_id = m.member_value
      WHERE g.name = ?1 AND m.member_type = 'agent' AND a.replaced = 0
      UNION
      SELECT a.agent_id FROM groups g JOIN group_members m ON m.group_id = g.group_id
      JOIN agents a ON m.member_value = '*' OR m.member_value = a.role
      WHERE g.name = ?1 AND m.member_type = 'role' AND a.replaced = 0""";

  /** A row without an agent says that there is a group of the name. */
  private static final String GROUP_AGENT_OR_ROLE = """
      SELECT NULL FROM groups WHERE name = ?1
      UNION ALL SELECT agent_id FROM agents WHERE agent_id = ?1 AND replaced = 0
      UNION ALL SELECT agent_id FROM agents WHERE role = ?1 AND agent_id <> ?1 AND replaced = 0""";

  private static final String EVERYBODY = "SELECT agent_id FROM agents WHERE replaced = 0";

  /** Refuses unknown names, all of them in one text, in the order they were given. */
  Addressing resolve(Sql sql) {
    var different = new LinkedHashSet<String>();
    names.forEach(name -> different.add(name.startsWith("@") ? name.substring(1) : name));
    return different.isEmpty() ? broadcast(sql) : new Resolution(sql).of(different);
  }

  private Addressing broadcast(Sql sql) {
    var everybody = new TreeSet<>(sql.all(EVERYBODY, Mentions::agent));
    return new Addressing(List.of(), List.of(), withoutAuthor(everybody),
        List.of(new Audience("broadcast", EVERYONE)), List.of(), 0);
  }

  private List<AgentId> withoutAuthor(TreeSet<AgentId> agents) {
    agents.remove(author);
    return List.copyOf(agents);
  }

  private static AgentId agent(Row row) {
    return new AgentId(row.text(1));
  }

  /** Gathers, name by name, what the message will carry. */
  private final class Resolution {

    private final Sql sql;
    private final List<Link> scopes = new ArrayList<>();
    private final List<Link> refs = new ArrayList<>();
    private final List<Audience> audiences = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final TreeSet<AgentId> recipients = new TreeSet<>();

    Resolution(Sql sql) {
      this.sql = sql;
    }

    Addressing of(SequencedSet<String> different) {
      different.forEach(this::add);
      if (!unknown.isEmpty()) {
        throw new Refused("unknown recipients: @" + String.join(", @", unknown)
            + " — no matching agent, role, or group found");
      }
      return new Addressing(List.copyOf(scopes), List.copyOf(refs), withoutAuthor(recipients),
          List.copyOf(audiences), List.copyOf(warnings), different.size());
    }

    private void add(String name) {
      var found = sql.all(GROUP_AGENT_OR_ROLE, row -> Optional.ofNullable(row.textOrNull(1)), name);
      if (found.contains(Optional.<String>empty())) {
        addGroup(name);
        return;
      }
      var matches = found.stream().flatMap(Optional::stream).map(AgentId::new).toList();
      if (matches.isEmpty()) {
        unknown.add(name);
        return;
      }
      recipients.addAll(matches);
      refs.add(new Link(Link.MENTION, name));
      audiences.add(new Audience(matches.equals(List.of(new AgentId(name))) ? "agent" : "role", name));
    }

    private void addGroup(String name) {
      recipients.addAll(sql.all(GROUP_MEMBERS, Mentions::agent, name));
      scopes.add(new Link(Link.GROUP, name));
      refs.add(new Link(Link.GROUP, name));
      audiences.add(new Audience("group", name));
      if (!name.equals(EVERYONE)) {
        warnings.add("@" + name + " resolved to a group, not an individual agent");
      }
    }
  }
}
