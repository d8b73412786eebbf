package thrum.cli.message;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object that a message can carry for programs. */
final class StructuredText {

  private StructuredText() {}

  static @Nullable ObjectNode parse(@Nullable String text) {
    if (text == null || text.isEmpty()) return null;
    try {
      if (Json.read(text) instanceof ObjectNode object) return object;
    } catch (JacksonException e) {
      throw new Refused("--structured: not JSON: " + e.getOriginalMessage());
    }
    throw new Refused("--structured: not a JSON object");
  }
}
