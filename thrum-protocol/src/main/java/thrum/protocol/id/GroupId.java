package thrum.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Utf8Order;

/**
 * A group: {@code grp_} and a ULID, {@code grp_role_<role>} or {@code grp_everyone} (03 §2.6).
 *
 * <p>Any text but the empty one is accepted: old logs hold forms that are no longer made.
 */
public record GroupId(@JsonValue String value) implements Comparable<GroupId> {

  public GroupId {
    IdText.requirePresent(value, "group id");
  }

  /** The id of a JSON text; null for null and for the empty text, which both mean "none". */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable GroupId fromText(@Nullable String text) {
    return text == null || text.isEmpty() ? null : new GroupId(text);
  }

  /** The built-in group of all agents. */
  public static final GroupId EVERYONE = new GroupId("grp_everyone");

  /** The automatic group of a role (ruling 72). */
  public static GroupId ofRole(String role) {
    return new GroupId("grp_role_" + role);
  }

  @Override
  public int compareTo(GroupId other) {
    return Utf8Order.compareTexts(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
