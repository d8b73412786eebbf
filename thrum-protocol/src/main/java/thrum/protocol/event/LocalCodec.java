package thrum.protocol.event;

import thrum.protocol.id.EventId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.node.ObjectNode;

/** Lines of the local log, in and out (ruling 58). */
public final class LocalCodec {

  private LocalCodec() {}

  /**
   * The line that says that an event happened.
   *
   * @throws IllegalArgumentException for an {@link UnknownLocalEvent}: nobody here makes those
   */
  public static LocalLine encode(LocalEvent event, EventId eventId) {
    var json = write(event);
    json.put(LineMembers.EVENT_ID, eventId.value());
    json.put(LineMembers.VERSION, Envelope.VERSION);
    return new LocalLine(eventId, event, json);
  }

  /**
   * Reads a line; never throws.
   *
   * @param line without its newline
   */
  public static LocalParsedLine parse(byte[] line) {
    return switch (LineText.object(line)) {
      case LineText.Garbled garbled -> new OpaqueLine(line, garbled.why());
      case LineText.Whole whole -> parse(line, whole.json());
    };
  }

  private static LocalParsedLine parse(byte[] line, ObjectNode json) {
    var id = EventId.fromText(LineMembers.textOrEmpty(json, LineMembers.EVENT_ID));
    return id == null ? new OpaqueLine(line, "no event_id") : new LocalLine(id, event(id, json), json);
  }

  private static LocalEvent event(EventId id, ObjectNode json) {
    var type = LineMembers.textOrEmpty(json, LineMembers.TYPE);
    var timestamp = LineMembers.textOrEmpty(json, LineMembers.TIMESTAMP);
    if (!LogTime.isTime(timestamp)) {
      return new UnknownLocalEvent(type, EventOrder.fallback(id));
    }
    var at = LogTime.parse(timestamp);
    try {
      return read(type, at, new LineMembers(json));
    } catch (MemberMismatch e) {
      return new UnknownLocalEvent(type, at); // kept in the log all the same
    }
  }

  private static LocalEvent read(String type, LogTime at, LineMembers line) {
    return switch (type) {
      case IntentSet.TYPE -> new IntentSet(at, sessionId(line), line.text("intent"));
      case TaskSet.TYPE -> new TaskSet(at, sessionId(line), line.text("task"));
      case SessionLinks.TYPE ->
          new SessionLinks(at, sessionId(line), line.each("add_scopes", EventReader::link),
              line.each("remove_scopes", EventReader::link), line.each("add_refs", EventReader::link),
              line.each("remove_refs", EventReader::link));
      case Subscribed.TYPE ->
          new Subscribed(at, subscriptionId(line), sessionId(line), line.text("scope_type"),
              line.text("scope_value"), line.text("mention_role"));
      case Unsubscribed.TYPE -> new Unsubscribed(at, subscriptionId(line));
      default -> new UnknownLocalEvent(type, at);
    };
  }

  private static ObjectNode write(LocalEvent event) {
    var line =
        new NewLine().put(LineMembers.TYPE, event.type()).put(LineMembers.TIMESTAMP, event.timestamp());
    return (switch (event) {
      case IntentSet e -> line.put("session_id", e.sessionId()).optional("intent", e.intent());
      case TaskSet e -> line.put("session_id", e.sessionId()).optional("task", e.task());
      case SessionLinks e -> line.put("session_id", e.sessionId())
          .optionalObjects("add_scopes", e.addScopes(), EventWriter::link)
          .optionalObjects("remove_scopes", e.removeScopes(), EventWriter::link)
          .optionalObjects("add_refs", e.addRefs(), EventWriter::link)
          .optionalObjects("remove_refs", e.removeRefs(), EventWriter::link);
      case Subscribed e -> line.put("subscription_id", e.subscriptionId())
          .put("session_id", e.sessionId())
          .optional("scope_type", e.scopeType())
          .optional("scope_value", e.scopeValue())
          .optional("mention_role", e.mentionRole());
      case Unsubscribed e -> line.put("subscription_id", e.subscriptionId());
      case UnknownLocalEvent e ->
          throw new IllegalArgumentException("an event of unknown type '" + e.type() + "'");
    }).members();
  }

  private static SessionId sessionId(LineMembers line) {
    return line.required("session_id", SessionId::new);
  }

  private static String subscriptionId(LineMembers line) {
    return line.required("subscription_id", text -> text);
  }
}
