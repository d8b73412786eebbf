package thrum.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Utf8Order;

/**
 * The key that makes two lines the same event; {@code evt_} and a ULID (03 §3.1).
 *
 * <p>Any text but the empty one is accepted: old logs hold forms that are no longer made.
 */
public record EventId(@JsonValue String value) implements Comparable<EventId> {

  public EventId {
    IdText.requirePresent(value, "event id");
  }

  /** The id of a JSON text; null for null and for the empty text, which both mean "none". */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable EventId fromText(@Nullable String text) {
    return text == null || text.isEmpty() ? null : new EventId(text);
  }

  @Override
  public int compareTo(EventId other) {
    return Utf8Order.compareTexts(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
