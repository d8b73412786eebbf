package thrum.core.message;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;

/**
 * Where mail to somebody lies (02 §5.3), as the keys of the audiences that he belongs to now: his name
 * and role as mentions, the groups that contain him, and broadcasts. Membership is looked up when
 * reading, so whoever joins a group later sees its older mail.
 *
 * @param role the role to read as; without one the name is tried as a role, and {@code role:*} does not
 * apply
 */
public record Inbox(AgentId agent, @Nullable String role) {

  private static final String GROUPS_OF = """
      SELECT g.name FROM group_members m CROSS JOIN groups g ON g.group_id = m.group_id WHERE""";

  private static final String OF_AGENT = GROUPS_OF + " m.member_type = 'agent' AND m.member_value = ?1";
  private static final String OF_ROLE = GROUPS_OF + " m.member_type = 'role' AND m.member_value = ";

  /** One query for each: to find several members at once SQLite would first make a table of them. */
  private static final String GROUPS_WITH_ROLE =
      String.join(" UNION ALL ", OF_AGENT, OF_ROLE + "?2", OF_ROLE + "'*'");
  private static final String GROUPS_WITHOUT_ROLE = String.join(" UNION ALL ", OF_AGENT, OF_ROLE + "?1");

  private static final String ROLE_OF = "SELECT role FROM agents WHERE agent_id = ?";

  /** The inbox of an agent or user under the role that it is registered with, if it is. */
  public static Inbox of(Sql sql, AgentId agent) {
    return new Inbox(agent, sql.one(ROLE_OF, row -> row.text(1), agent.value()).orElse(null));
  }

  /** The audience keys, in no particular order. */
  public Set<String> keys(Sql sql) {
    var keys = new LinkedHashSet<String>();
    keys.add(AudienceKey.BROADCAST);
    names().forEach(name -> keys.add(AudienceKey.mention(name)));
    var groups = role == null
        ? sql.all(GROUPS_WITHOUT_ROLE, row -> row.text(1), agent.value())
        : sql.all(GROUPS_WITH_ROLE, row -> row.text(1), agent.value(), role);
    groups.forEach(group -> keys.add(AudienceKey.group(group)));
    return keys;
  }

  /** The names by which a mention reaches this inbox. */
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    names.add(agent.value());
    if (!agent.isUser()) {
      names.add("user:" + agent);
    }
    if (role != null) {
      names.add(role);
    }
    return names;
  }
}
