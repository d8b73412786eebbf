package thrum.protocol.id;

import java.util.Set;
import thrum.protocol.failure.Refused;

/**
 * A name that an agent may register under; it becomes the agent's id and part of file names (03 §2.5, ruling
 * 52).
 */
public record AgentName(String value) {

  /** Bytes of the longest file name made of a name: {@code <name>_preamble.md}. */
  private static final int MAX_LENGTH = 255 - "_preamble.md".length();
  private static final Set<String> RESERVED = Set.of("daemon", "system", "thrum", "all", "broadcast");

  public AgentName {
    check(value);
  }

  /**
   * Does nothing when the name is good.
   *
   * @throws Refused with the text of 02 §4.3, when the name cannot be registered
   */
  public static void check(String name) {
    if (RESERVED.contains(name)) {
      throw refused(name, "is reserved and cannot be used");
    }
    if (!hasValidCharacters(name)) {
      throw refused(name,
          "contains invalid characters; only lowercase letters (a-z), digits (0-9), underscores (_), "
              + "hyphens (-), and colons (:) are allowed");
    }
    if (name.length() > MAX_LENGTH) {
      throw refused(name, "is too long: " + name.length() + " characters, at most " + MAX_LENGTH);
    }
    if (name.startsWith("-")) {
      throw refused(name, "starts with a hyphen and would be taken for an option");
    }
  }

  /** Whether an id from elsewhere has the form of a name, a leading hyphen included. */
  public static boolean isWellFormed(String name) {
    return !RESERVED.contains(name) && hasValidCharacters(name) && name.length() <= MAX_LENGTH;
  }

  /** The agent's id: the name itself (03 §2.4). */
  public AgentId id() {
    return new AgentId(value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean hasValidCharacters(String name) {
    return !name.isEmpty() && name.chars()
        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ':');
  }

  private static Refused refused(String name, String reason) {
    return new Refused("invalid agent name: agent name '" + name + "' " + reason);
  }
}
