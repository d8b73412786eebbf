package thrum.protocol.time;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point in time in the words of whoever wrote it (03 §3.2(7), ruling 5).
 *
 * <p>Equality is equality of the texts; the order is that of the instants, so two different texts may compare
 * as equal.
 * What this program writes is UTC with up to nine fraction digits and no trailing zeros.
 */
public record LogTime(@JsonValue String text) implements Comparable<LogTime> {

  /**
   * @throws IllegalArgumentException when the text is not an RFC 3339 time with zero to nine fraction digits
   */
  public LogTime {
    TimeText.check(text);
  }

  /**
   * The canonical text of an instant; one outside the years 0 to 9999 becomes the nearest that can be
   * written.
   */
  public static LogTime of(Instant instant) {
    return new LogTime(TimeText.write(instant));
  }

  /** The canonical text of a number of nanoseconds since the epoch. */
  public static LogTime ofNanos(long nanos) {
    long second = 1_000_000_000L;
    return of(Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second)));
  }

  /**
   * The time in somebody else's words.
   *
   * @throws IllegalArgumentException when the text is not an RFC 3339 time with zero to nine fraction digits
   */
  public static LogTime parse(String text) {
    return new LogTime(text);
  }

  /** The time of a JSON text; null for null and for the empty text, which both mean "never". */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable LogTime fromText(@Nullable String text) {
    return text == null || text.isEmpty() ? null : new LogTime(text);
  }

  /** Whether {@link #parse} takes the text. */
  public static boolean isTime(String text) {
    return TimeText.isTime(text);
  }

  public Instant instant() {
    return Instant.ofEpochSecond(TimeText.seconds(text), TimeText.fraction(text));
  }

  /** Nanoseconds since the epoch, saturated at the range of a long (the years 1677 to 2262). */
  public long nanos() {
    return TimeText.nanos(TimeText.seconds(text), TimeText.fraction(text));
  }

  /** The canonical text of the time so many nanoseconds later, saturated like {@link #nanos}. */
  public LogTime plusNanos(long nanos) {
    long here = nanos();
    long sum = here + nanos;
    boolean overflow = ((here ^ sum) & (nanos ^ sum)) < 0;
    return ofNanos(overflow ? (here < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum);
  }

  @Override
  public int compareTo(LogTime other) {
    return Long.compare(nanos(), other.nanos());
  }

  @Override
  public String toString() {
    return text;
  }
}
