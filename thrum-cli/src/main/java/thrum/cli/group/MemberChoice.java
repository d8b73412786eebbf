package thrum.cli.group;

import org.jspecify.annotations.Nullable;
import thrum.cli.render.Names;
import thrum.protocol.failure.Refused;

/**
 * A member as it is typed: an agent's name, or a role behind {@code --role}.
 *
 * @param type {@code agent} or {@code role}
 */
record MemberChoice(String type, String value) {

  private static final String AGENT = "agent";
  private static final String ROLE = "role";

  static MemberChoice of(@Nullable String agent, @Nullable String role) {
    if (role != null && !role.isBlank()) return new MemberChoice(ROLE, role.strip());
    if (agent == null || agent.isBlank()) throw new Refused("name an agent, or a role with --role");
    return new MemberChoice(AGENT, Names.plain(agent.strip()));
  }

  /** {@code @x}, {@code role:x} or {@code role:* (all agents)}. */
  static String text(String type, String value) {
    if (type.equals(AGENT)) return "@" + value;
    return type + ":" + value + (type.equals(ROLE) && value.equals("*") ? " (all agents)" : "");
  }
}
