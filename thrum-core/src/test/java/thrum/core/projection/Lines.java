package thrum.core.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupDeleted;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.GroupMemberRemoved;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** Short ways to events; times are seconds of one minute, and each event's id says what it is. */
final class Lines {

  static final String DAEMON = "d_here";

  private Lines() {}

  static LogTime at(int second) {
    return LogTime.parse("2026-02-03T18:%02d:%02dZ".formatted(second / 60, second % 60));
  }

  static EventLine line(Event event) {
    return line(event,
        "evt_" + event.type() + "_" + event.timestamp().text() + "_" + Integer.toHexString(event.hashCode()),
        DAEMON);
  }

  static EventLine line(Event event, String id, String daemon) {
    return EventCodec.encode(event, new Envelope(new EventId(id), 1, daemon, 1L));
  }

  static EventLine message(int second, String id, String author, String... mentions) {
    return line(new MessageCreated(at(second), new MessageId(id), null, new AgentId(author),
        new SessionId("ses_" + author),
        new Body("markdown", "text of " + id, null), List.of(), links("mention", mentions), ids(mentions),
        null, false));
  }

  static EventLine reply(int second, String id, String author, String parent, @Nullable String thread) {
    return line(
        new MessageCreated(at(second), new MessageId(id), thread == null ? null : new ThreadId(thread),
            new AgentId(author), new SessionId("ses_" + author), new Body("markdown", "re", null), List.of(),
            links("reply_to", parent), List.of(), null, false));
  }

  static EventLine edit(int second, String id, String content) {
    return line(new MessageEdited(at(second), new MessageId(id), new Body("markdown", content, null)));
  }

  static EventLine delete(int second, String id) {
    return line(new MessageDeleted(at(second), new MessageId(id), "why"));
  }

  static EventLine receipt(int second, String id, String reader, String type) {
    return line(new MessageReceipt(at(second), new MessageId(id), new AgentId(reader),
        new SessionId("ses_" + reader), type));
  }

  static EventLine register(int second, String id, String role, String module) {
    return line(registered(second, id, role, module, null));
  }

  static EventLine takeover(int second, String id, String role, String module, String replaced) {
    return line(registered(second, id, role, module, new AgentId(replaced)));
  }

  static AgentRegistered registered(int second, String id, String role, String module,
      @Nullable AgentId replaces) {
    return new AgentRegistered(at(second), new AgentId(id), id.startsWith("user:") ? "user" : "agent", id,
        role, module,
        "widgets", "", "buildbox", 7, replaces);
  }

  static EventLine cleanup(int second, String id) {
    return line(new AgentCleanedUp(at(second), new AgentId(id), null, null));
  }

  static EventLine start(int second, String session, String agent) {
    return line(new SessionStarted(at(second), new SessionId(session), new AgentId(agent)));
  }

  static EventLine end(int second, String session, @Nullable String reason) {
    return line(new SessionEnded(at(second), new SessionId(session), reason));
  }

  static EventLine group(int second, String id, String name) {
    return line(new GroupCreated(at(second), new GroupId(id), name, "about " + id, "ada"));
  }

  static EventLine join(int second, String group, String type, String value) {
    return line(new GroupMemberAdded(at(second), new GroupId(group), type, value, "ada"));
  }

  static EventLine leave(int second, String group, String type, String value) {
    return line(new GroupMemberRemoved(at(second), new GroupId(group), type, value, "ada"));
  }

  static EventLine ungroup(int second, String group) {
    return line(new GroupDeleted(at(second), new GroupId(group), "ada"));
  }

  static EventLine purge(int second, int cutoff) {
    return line(new PurgeExecuted(at(second), at(cutoff)));
  }

  private static List<Link> links(String type, String... values) {
    return List.of(values).stream().map(value -> new Link(type, value)).toList();
  }

  private static List<AgentId> ids(String... values) {
    return List.of(values).stream().map(AgentId::new).toList();
  }
}
