package thrum.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Utf8Order;

/**
 * A daemon, {@code d_} and an opaque text (03 §2.6, ruling 9).
 *
 * <p>Any text but the empty one is accepted: old logs hold forms that are no longer made.
 */
public record DaemonId(@JsonValue String value) implements Comparable<DaemonId> {

  public DaemonId {
    IdText.requirePresent(value, "daemon id");
  }

  /** The id of a JSON text; null for null and for the empty text, which both mean "none". */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable DaemonId fromText(@Nullable String text) {
    return text == null || text.isEmpty() ? null : new DaemonId(text);
  }

  @Override
  public int compareTo(DaemonId other) {
    return Utf8Order.compareTexts(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
