package thrum.protocol.event;

import thrum.protocol.json.CanonicalJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole line of the shared log.
 *
 * @param json the line itself, members that this version does not know included; not to be changed
 */
public record EventLine(Envelope envelope, Event event, ObjectNode json) implements ParsedLine {

  /** The canonical line, without a newline (03 §3.2). Computed on each call. */
  public byte[] bytes() {
    return CanonicalJson.bytes(json);
  }

  /** As {@link #bytes}, for the database. */
  public String text() {
    return CanonicalJson.text(json);
  }

  /** The place of this event among all events (03 §5.4). */
  public EventOrder order() {
    return EventOrder.of(event.timestamp(), envelope.eventId());
  }

  /** The same event as the copy that another counter numbers. */
  public EventLine withSequence(long sequence) {
    var copy = json.deepCopy();
    copy.put(LineMembers.SEQUENCE, sequence);
    return new EventLine(new Envelope(envelope.eventId(), envelope.v(), envelope.originDaemon(), sequence),
        event,
        copy);
  }
}
