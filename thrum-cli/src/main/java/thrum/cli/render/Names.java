package thrum.cli.render;

/** How agents are named in text (01 §1.8). */
public final class Names {

  private static final int HASH_LENGTH = 10;

  private Names() {}

  /** {@code @} and the id; the two forms of ids that old versions made show only the role. */
  public static String display(Object agentId) {
    String id = agentId.toString();
    return "@" + (id.startsWith("agent:") ? roleOfPrefixed(id) : roleOfHashed(id));
  }

  /** The name without one leading {@code @}. */
  public static String plain(String name) {
    return name.startsWith("@") ? name.substring(1) : name;
  }

  private static String roleOfPrefixed(String id) {
    int end = id.indexOf(':', "agent:".length());
    return end < 0 ? id : id.substring("agent:".length(), end);
  }

  private static String roleOfHashed(String id) {
    int bar = id.length() - HASH_LENGTH - 1;
    if (bar <= 0 || id.charAt(bar) != '_') return id;
    boolean letter = false;
    for (int i = bar + 1; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        letter = true;
      } else if (c < '0' || c > '9') {
        return id;
      }
    }
    return letter ? id.substring(0, bar) : id;
  }
}
