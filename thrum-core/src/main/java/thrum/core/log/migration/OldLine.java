package thrum.core.log.migration;

import java.util.Optional;
import thrum.core.log.LogLine;
import thrum.protocol.id.BackfilledEventId;
import thrum.protocol.id.EventId;
import thrum.protocol.json.CanonicalJson;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/** One line of a log that may be older than event ids. */
final class OldLine {

  private static final String EVENT_ID = "event_id";
  private static final String VERSION = "v";

  private OldLine() {}

  /**
   * The line with the event id that it lacks; empty when it has one, or is no event that could get one.
   *
   * @param line one that is too long to be held, or blank, gets none
   */
  static Optional<byte[]> identified(LogLine line) {
    if (line.isTooLong() || line.isBlank() || hasId(line.bytes())) {
      return Optional.empty();
    }
    return object(line.bytes()).flatMap(OldLine::withId);
  }

  /** The line as JSON; empty when it is no object. */
  static Optional<ObjectNode> object(byte[] line) {
    try {
      return Json.read(line) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty(); // kept as it is, whatever it may be
    }
  }

  /** A quick look that stops at the id; false when in doubt. */
  private static boolean hasId(byte[] line) {
    try (JsonParser parser = Json.MAPPER.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        if (name.equals(EVENT_ID) && value == JsonToken.VALUE_STRING && !parser.getString().isEmpty()) {
          return true;
        }
        parser.skipChildren();
      }
      return false;
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Optional<byte[]> withId(ObjectNode line) {
    if (!isMissing(line)) {
      return Optional.empty();
    }
    Optional<EventId> id = BackfilledEventId.ofLine(line);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    line.put(EVENT_ID, id.get().value());
    if (!line.has(VERSION)) {
      line.put(VERSION, 1);
    }
    return Optional.of(CanonicalJson.bytes(line));
  }

  /** An id of another kind than text is somebody's mistake, not a line from before there were ids. */
  private static boolean isMissing(ObjectNode line) {
    var id = line.path(EVENT_ID);
    return id.isMissingNode() || id.isNull() || (id.isString() && id.stringValue().isEmpty());
  }
}
