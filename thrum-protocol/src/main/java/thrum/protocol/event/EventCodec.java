package thrum.protocol.event;

import thrum.protocol.id.EventId;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.node.ObjectNode;

/** Lines of the shared log, in and out (03 §3). */
public final class EventCodec {

  private EventCodec() {}

  /**
   * The line that says that an event happened.
   *
   * @throws IllegalArgumentException for an {@link UnknownEvent}: nobody here makes those
   */
  public static EventLine encode(Event event, Envelope envelope) {
    var json = EventWriter.write(event);
    json.put(LineMembers.EVENT_ID, envelope.eventId().value());
    json.put(LineMembers.VERSION, envelope.v());
    if (!envelope.originDaemon().isEmpty()) {
      json.put(LineMembers.ORIGIN, envelope.originDaemon());
    }
    var sequence = envelope.sequence();
    if (sequence != null) {
      json.put(LineMembers.SEQUENCE, sequence);
    }
    return new EventLine(envelope, event, json);
  }

  /**
   * Reads a line that anybody may have written; never throws. Of members with the same name the last one
   * counts.
   *
   * @param line without its newline
   */
  public static ParsedLine parse(byte[] line) {
    return switch (LineText.object(line)) {
      case LineText.Garbled garbled -> new OpaqueLine(line, garbled.why());
      case LineText.Whole whole -> parse(line, whole.json());
    };
  }

  private static ParsedLine parse(byte[] line, ObjectNode json) {
    var id = EventId.fromText(LineMembers.textOrEmpty(json, LineMembers.EVENT_ID));
    if (id == null) {
      return new OpaqueLine(line, "no event_id");
    }
    return new EventLine(envelope(id, json), event(id, json), json);
  }

  private static Envelope envelope(EventId id, ObjectNode json) {
    var version = json.path(LineMembers.VERSION);
    var sequence = json.path(LineMembers.SEQUENCE);
    boolean hasSequence = sequence.isIntegralNumber() && sequence.canConvertToLong();
    return new Envelope(id,
        version.isInt() && version.intValue() != 0 ? version.intValue() : Envelope.VERSION,
        LineMembers.textOrEmpty(json, LineMembers.ORIGIN), hasSequence ? sequence.longValue() : null);
  }

  private static Event event(EventId id, ObjectNode json) {
    var type = LineMembers.textOrEmpty(json, LineMembers.TYPE);
    var timestamp = LineMembers.textOrEmpty(json, LineMembers.TIMESTAMP);
    if (!LogTime.isTime(timestamp)) {
      return new UnknownEvent(type, EventOrder.fallback(id));
    }
    var at = LogTime.parse(timestamp);
    try {
      return EventReader.read(type, at, new LineMembers(json));
    } catch (MemberMismatch | IllegalArgumentException e) {
      return new UnknownEvent(type, at); // kept and stored all the same; its bytes may mean more to a later
                                         // version
    }
  }
}
