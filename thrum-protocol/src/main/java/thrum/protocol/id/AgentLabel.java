package thrum.protocol.id;

/**
 * How an agent is shown to people: {@code @<id>}, or {@code @<role>} for an id made of a role and a hash (03
 * §2.4).
 */
public final class AgentLabel {

  private static final String LEGACY_PREFIX = "agent:";
  private static final int HASH_LENGTH = 10;

  private AgentLabel() {}

  public static String of(AgentId agent) {
    return '@' + roleOrId(agent.value());
  }

  private static String roleOrId(String id) {
    if (id.startsWith(LEGACY_PREFIX)) {
      int end = id.indexOf(':', LEGACY_PREFIX.length());
      return end > LEGACY_PREFIX.length() ? id.substring(LEGACY_PREFIX.length(), end) : id;
    }
    int split = id.indexOf('_');
    return split > 0 && isHash(id.substring(split + 1)) ? id.substring(0, split) : id;
  }

  private static boolean isHash(String text) {
    return text.length() == HASH_LENGTH && text.chars().allMatch(c -> Base32.valueOf((char) c) >= 0);
  }
}
