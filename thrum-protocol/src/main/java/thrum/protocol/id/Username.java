package thrum.protocol.id;

import java.util.Locale;
import thrum.protocol.failure.Refused;

/** The name of a person, as in {@code user:<name>} (03 §2.6). Case is kept. */
public record Username(String value) {

  private static final int MAX_LENGTH = 32;

  public Username {
    check(value);
  }

  /**
   * Does nothing when the name is good.
   *
   * @throws Refused with the text of 02 §4.8, when the name cannot be registered
   */
  public static void check(String name) {
    if (name.isEmpty()) {
      throw Refused.required("username");
    }
    if (name.startsWith("agent:")) {
      throw new Refused("username cannot start with 'agent:' prefix");
    }
    if (name.length() > MAX_LENGTH
        || !name.chars().allMatch(c -> isLetterOrDigit(c) || c == '_' || c == '-')) {
      throw new Refused("invalid username format: must be alphanumeric, underscore, or hyphen (1-32 chars)");
    }
  }

  /**
   * The name proposed to a person who goes by this full name, as Git's {@code user.name} gives it (02 §4.8).
   */
  public static Username proposedFor(String fullName) {
    var name = new StringBuilder();
    for (char c : fullName.toLowerCase(Locale.ROOT).toCharArray()) {
      if (name.length() == MAX_LENGTH) {
        break;
      }
      if (isLetterOrDigit(c)) {
        name.append(c);
      } else if (c == ' ' || c == '-' || c == '_') {
        name.append('-');
      }
    }
    int start = 0;
    int end = name.length();
    while (start < end && name.charAt(start) == '-') {
      start++;
    }
    while (end > start && name.charAt(end - 1) == '-') {
      end--;
    }
    return new Username(start == end ? "user" : name.substring(start, end));
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
