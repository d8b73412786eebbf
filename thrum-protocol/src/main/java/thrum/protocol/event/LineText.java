package thrum.protocol.event;

import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The step from the bytes of a line to a JSON object, shared by both logs. */
sealed interface LineText {

  /** A line that is a JSON object. */
  record Whole(ObjectNode json) implements LineText {}

  /** A line that is something else. */
  record Garbled(String why) implements LineText {}

  static LineText object(byte[] line) {
    try {
      return Json.read(line) instanceof ObjectNode json ? new Whole(json)
          : new Garbled("not a JSON object");
    } catch (JacksonException e) {
      return new Garbled("not JSON: " + e.getOriginalMessage());
    }
  }
}
