package thrum.protocol.event;

import thrum.protocol.id.EventId;
import thrum.protocol.json.CanonicalJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole line of the local log (ruling 58). It has no sequence and no origin.
 *
 * @param json the line itself, members that this version does not know included; not to be changed
 */
public record LocalLine(EventId eventId, LocalEvent event, ObjectNode json) implements LocalParsedLine {

  /** The canonical line, without a newline. Computed on each call. */
  public byte[] bytes() {
    return CanonicalJson.bytes(json);
  }

  /** The place of this event among those of the local log. */
  public EventOrder order() {
    return EventOrder.of(event.timestamp(), eventId);
  }
}
