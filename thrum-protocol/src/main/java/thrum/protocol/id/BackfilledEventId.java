package thrum.protocol.id;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.JsonNode;

/** The event id that everybody gives an old line that has none (03 §4.6, ruling 10). */
public final class BackfilledEventId {

  private static final int RANDOM_CHARACTERS = 10;

  private BackfilledEventId() {}

  /**
   * The id of an event without one.
   *
   * @param entity what the event is about; see {@link #ofLine}
   */
  public static EventId of(String type, LogTime timestamp, String entity) {
    var hex = HexFormat.of().formatHex(Base32.sha256(type + ':' + timestamp + ':' + entity));
    var random = hex.substring(0, RANDOM_CHARACTERS).getBytes(StandardCharsets.US_ASCII);
    long millis = Math.clamp(timestamp.instant().toEpochMilli(), 0, Ulid.MAX_MILLIS);
    return new EventId("evt_" + Ulid.encode(millis, random));
  }

  /** The id of a whole line; empty when it has no type or no readable timestamp and so stays as it is. */
  public static Optional<EventId> ofLine(JsonNode line) {
    var type = text(line, "type");
    var timestamp = text(line, "timestamp");
    if (type.isEmpty() || !LogTime.isTime(timestamp)) {
      return Optional.empty();
    }
    return Optional.of(of(type, LogTime.parse(timestamp), entity(type, timestamp, line)));
  }

  private static String entity(String type, String timestamp, JsonNode line) {
    if (type.startsWith("message.")) {
      return text(line, "message_id");
    }
    if (type.equals("agent.register") || type.equals("agent.update")) {
      return text(line, "agent_id");
    }
    return type.startsWith("agent.") ? text(line, "session_id") : timestamp;
  }

  private static String text(JsonNode line, String name) {
    return line.path(name).stringValue("");
  }
}
