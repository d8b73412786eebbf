package thrum.core.projection;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.id.EventId;
import thrum.protocol.json.Json;
import thrum.protocol.time.LogTime;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What orders and numbers an event, read from its line at a fraction of the cost of the whole event.
 *
 * @param id the event id in UTF-8
 * @param origin the daemon that first wrote the event; empty when the line does not say
 * @param sequence the number on this copy; 0 when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record LineKey(long nanos, byte[] id, String origin, long sequence) {

  /** Empty when the line is no event. */
  public static Optional<LineKey> of(byte[] line) {
    String id = "";
    String timestamp = "";
    String origin = "";
    long sequence = 0;
    try (JsonParser parser = Json.MAPPER.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        boolean text = value == JsonToken.VALUE_STRING;
        switch (name) {
          case "event_id" -> id = text ? parser.getString() : "";
          case "timestamp" -> timestamp = text ? parser.getString() : "";
          case "origin_daemon" -> origin = text ? parser.getString() : "";
          case "sequence" -> sequence = value == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsLong() : 0;
          default -> {
          }
        }
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        return Optional.empty();
      }
    } catch (JacksonException e) {
      return slowly(line); // what the quick look cannot read, the codec decides
    }
    return isPlain(id) && LogTime.isTime(timestamp)
        ? Optional.of(of(EventOrder.of(LogTime.parse(timestamp), new EventId(id)), origin, sequence))
        : slowly(line);
  }

  private static Optional<LineKey> slowly(byte[] line) {
    if (!(EventCodec.parse(line) instanceof EventLine event)) {
      return Optional.empty();
    }
    Long sequence = event.envelope().sequence();
    return Optional.of(of(event.order(), event.envelope().originDaemon(), sequence == null ? 0 : sequence));
  }

  private static LineKey of(EventOrder order, String origin, long sequence) {
    return new LineKey(order.nanos(), order.eventId().getBytes(StandardCharsets.UTF_8), origin, sequence);
  }

  private static boolean isPlain(String id) {
    return !id.isEmpty() && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
