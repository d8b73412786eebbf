package thrum.protocol.event;

import thrum.protocol.id.EventId;
import thrum.protocol.id.Ulid;
import thrum.protocol.json.Utf8Order;
import thrum.protocol.time.LogTime;

/**
 * The place of an event among all events: by instant, then by the bytes of its id (03 §5.4, ruling 42).
 *
 * @param nanos nanoseconds since the epoch, saturated
 */
public record EventOrder(long nanos, String eventId) implements Comparable<EventOrder> {

  private static final long NANOS_PER_MILLI = 1_000_000;

  public static EventOrder of(LogTime timestamp, EventId eventId) {
    return new EventOrder(timestamp.nanos(), eventId.value());
  }

  /** The time of an event without a readable timestamp: that of the ULID in its id, else the epoch. */
  static LogTime fallback(EventId eventId) {
    long millis = Ulid.timeOf(eventId.value()).orElse(0);
    boolean fits = millis <= Long.MAX_VALUE / NANOS_PER_MILLI;
    return LogTime.ofNanos(fits ? millis * NANOS_PER_MILLI : Long.MAX_VALUE);
  }

  @Override
  public int compareTo(EventOrder other) {
    int byTime = Long.compare(nanos, other.nanos);
    return byTime != 0 ? byTime : Utf8Order.compareTexts(eventId, other.eventId);
  }
}
