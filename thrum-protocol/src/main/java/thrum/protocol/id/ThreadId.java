package thrum.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Utf8Order;

/**
 * A thread, {@code thr_} and a ULID (03 §2.1).
 *
 * <p>Any text but the empty one is accepted: old logs hold forms that are no longer made.
 */
public record ThreadId(@JsonValue String value) implements Comparable<ThreadId> {

  public ThreadId {
    IdText.requirePresent(value, "thread id");
  }

  /** The id of a JSON text; null for null and for the empty text, which both mean "none". */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable ThreadId fromText(@Nullable String text) {
    return text == null || text.isEmpty() ? null : new ThreadId(text);
  }

  @Override
  public int compareTo(ThreadId other) {
    return Utf8Order.compareTexts(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
