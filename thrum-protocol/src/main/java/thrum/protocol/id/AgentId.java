package thrum.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Utf8Order;

/**
 * An agent or a person ({@code user:<name>}); 03 §2.4.
 *
 * <p>Any text but the empty one is accepted: old logs hold forms that are no longer made.
 */
public record AgentId(@JsonValue String value) implements Comparable<AgentId> {

  private static final String USER_PREFIX = "user:";

  public AgentId {
    IdText.requirePresent(value, "agent id");
  }

  /** The id of a JSON text; null for null and for the empty text, which both mean "none". */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable AgentId fromText(@Nullable String text) {
    return text == null || text.isEmpty() ? null : new AgentId(text);
  }

  /** Whether this is a person rather than an agent. */
  public boolean isUser() {
    return value.startsWith(USER_PREFIX);
  }

  /** The id of the person with this user name. */
  public static AgentId ofUser(Username username) {
    return new AgentId(USER_PREFIX + username.value());
  }

  @Override
  public int compareTo(AgentId other) {
    return Utf8Order.compareTexts(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
