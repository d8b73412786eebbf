package thrum.core.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupDeleted;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.GroupMemberRemoved;
import thrum.protocol.event.GroupUpdated;
import thrum.protocol.event.IntentSet;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.event.LocalEvent;
import thrum.protocol.event.LocalLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.event.SessionLinks;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.event.Subscribed;
import thrum.protocol.event.TaskSet;
import thrum.protocol.event.Unsubscribed;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/**
 * A random set of lines over few ids, so that they meet: everything that the catalogue has, equal times,
 * times in several
 * spellings, lines without a readable time or of unknown type, several lines with one id.
 */
final class RandomHistory {

  private static final String[] FRACTIONS = {"", ".0", ".5", ".50", ".25", ".000000001", ".500000000"};
  private static final String[] AGENTS = {"ada", "bo", "cy", "user:eve"};
  private static final String[] ROLES = {"tester", "reviewer", "ada", ""};
  private static final String[] GROUP_IDS =
      {"grp_1", "grp_2", "grp_3", "grp_role_tester", "grp_role_reviewer"};
  private static final String[] GROUP_NAMES = {"backend", "tester", "reviewer", "everyone"};

  private final Random random;
  /** Every fourth history is long; in the short ones, fewer ids make the events meet as often. */
  private final boolean isLong;
  private final int messages;
  /** Seconds over which the times spread; a tombstone or a purge somewhere in the middle hides about half. */
  private final int span;
  private int lines;

  RandomHistory(long seed) {
    random = new Random(seed);
    isLong = random.nextInt(4) == 0;
    messages = isLong ? 2 + random.nextInt(8) : 1 + random.nextInt(5);
    span = 1 + random.nextInt(60);
  }

  List<EventLine> shared() {
    var all = new ArrayList<EventLine>();
    int count = isLong ? 5 + random.nextInt(60) : 3 + random.nextInt(32);
    boolean purges = random.nextInt(4) == 0;
    boolean cleanups = random.nextInt(3) > 0;
    while (all.size() < count) {
      Event event = event(purges, cleanups);
      if (event != null) {
        all.add(line(event));
      }
      if (random.nextInt(25) == 0) {
        all.add(odd());
      }
      if (!all.isEmpty() && random.nextInt(30) == 0) {
        all.add(variant(any(all)));
      }
    }
    return all;
  }

  List<LocalLine> local() {
    var all = new ArrayList<LocalLine>();
    for (int i = random.nextInt(isLong ? 15 : 10); i > 0; i--) {
      all.add(LocalCodec.encode(localEvent(), new EventId("loc_" + random.nextInt(1000))));
    }
    return all;
  }

  private @Nullable Event event(boolean purges, boolean cleanups) {
    LogTime at = time();
    return switch (random.nextInt(22)) {
      case 0, 1, 2, 3, 4 -> created(at);
      case 5, 6 -> new MessageEdited(at, message(), body());
      case 7 -> new MessageDeleted(at, message(), any("", "twice"));
      case 8, 9, 10 -> new MessageReceipt(at, message(), agent(), random.nextBoolean() ? session() : null,
          any("read", "read", "seen", "glanced"));
      case 11, 12, 13 -> registered(at);
      case 14, 15 -> new SessionStarted(at, session(), agent());
      case 16 -> new SessionEnded(at, session(), any("", "normal", "crash"));
      case 17 -> new AgentUpdated(at, agent(), List.of(context(), context()));
      case 18 -> cleanups ? new AgentCleanedUp(at, agent(), null, null) : null;
      case 19 -> purges ? new PurgeExecuted(at, time()) : null;
      default -> group(at);
    };
  }

  private MessageCreated created(LogTime at) {
    var scopes = new ArrayList<Link>();
    var refs = new ArrayList<Link>();
    for (int i = random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> scopes.add(new Link("group", any(GROUP_NAMES)));
        case 1 -> refs.add(new Link("group", any(GROUP_NAMES)));
        case 2 -> scopes.add(new Link("module", "api"));
        default -> refs.add(new Link("mention", any(AGENTS)));
      }
    }
    boolean reply = random.nextInt(3) == 0;
    if (reply) {
      refs.add(new Link("reply_to", message().value()));
    }
    var recipients = new ArrayList<AgentId>();
    for (int i = random.nextInt(3); i > 0; i--) {
      recipients.add(agent());
    }
    var thread = reply && random.nextInt(4) > 0 ? new ThreadId("thr_" + random.nextInt(4)) : null;
    return new MessageCreated(at, message(), thread, agent(), session(), body(), scopes, refs, recipients,
        random.nextInt(6) == 0 ? new AgentId("user:eve") : null, random.nextBoolean());
  }

  private AgentRegistered registered(LogTime at) {
    AgentId id = agent();
    return new AgentRegistered(at, id, id.isUser() || random.nextInt(12) == 0 ? "user" : "agent",
        any("", id.value()),
        any(ROLES), any("api", "api", "ui"), "", any("", "A label"), "", random.nextInt(3),
        random.nextInt(3) == 0 ? agent() : null);
  }

  private WorkContext context() {
    return new WorkContext(session(), null, any("main", "", "topic"), any("/w", ""),
        random.nextBoolean() ? List.of(new Commit("abc", "do", List.of("a.txt"))) : List.of(),
        List.of("b.txt"), List.of(),
        List.of(), random.nextInt(4) == 0 ? null : time(), any("", "T-1"),
        random.nextBoolean() ? time() : null,
        any("", "think"), random.nextBoolean() ? time() : null);
  }

  private Event group(LogTime at) {
    var id = new GroupId(any(GROUP_IDS));
    String type = any("agent", "role");
    String value = any("ada", "tester", "*");
    return switch (random.nextInt(6)) {
      case 0, 1 -> new GroupCreated(at, id, any(GROUP_NAMES), any("", "about"), any("", "ada"));
      case 2 -> new GroupMemberAdded(at, id, type, value, any("", "bo"));
      case 3 -> new GroupMemberRemoved(at, id, type, value, "bo");
      case 4 -> new GroupUpdated(at, id, "bo",
          random.nextBoolean() ? Map.of("name", any(GROUP_NAMES), "colour", "red")
              : Map.of("description", any("", "other")));
      default -> new GroupDeleted(at, id, "bo");
    };
  }

  private LocalEvent localEvent() {
    LogTime at = time();
    String subscription = "sub_" + random.nextInt(4);
    return switch (random.nextInt(6)) {
      case 0 -> new IntentSet(at, session(), any("", "think", "write"));
      case 1 -> new TaskSet(at, session(), any("", "T-1"));
      case 2, 3 -> new SessionLinks(at, session(), links(), links(), links(), links());
      case 4 ->
          new Subscribed(at, subscription, session(), any("", "module"), any("", "api"), any("", "tester"));
      default -> new Unsubscribed(at, subscription);
    };
  }

  private List<Link> links() {
    return random.nextInt(3) == 0 ? List.of(new Link("worktree", any("/a", "/b")), new Link("issue", "1"))
        : List.of();
  }

  private EventLine line(Event event) {
    String id = switch (random.nextInt(8)) {
      case 0 -> "evt_" + (char) (0xFF00 + random.nextInt(3)) + lines;
      case 1 -> "evt_" + new String(Character.toChars(0x1F600 + random.nextInt(3))) + lines;
      default -> "evt_" + Integer.toHexString(random.nextInt()) + "_" + lines;
    };
    lines++;
    return EventCodec.encode(event, new Envelope(new EventId(id), 1, any("d_here", "d_here", "d_there", ""),
        (long) random.nextInt(100)));
  }

  /** A line that is stored and has no effect. */
  private EventLine odd() {
    String json = any(
        "{\"event_id\":\"%s\",\"type\":\"thread.create\",\"timestamp\":\"2026-02-03T18:00:01Z\"}",
        "{\"event_id\":\"%s\",\"type\":\"message.create\",\"timestamp\":\"yesterday\",\"message_id\":\"msg_1\"}",
        "{\"event_id\":\"%s\",\"type\":\"message.create\",\"timestamp\":\"2026-02-03T18:00:01Z\",\"message_id\":7}",
        "{\"event_id\":\"%s\"}");
    return EventRows.line(json.formatted("evt_01KGJAPPCSJAGS73MGQFM8RS" + lines++));
  }

  /** Another line with the same id. */
  private EventLine variant(EventLine line) {
    if (random.nextBoolean()) {
      return line.withSequence(random.nextInt(100));
    }
    Event other = event(false, false);
    String id = line.envelope().eventId().value();
    return other == null ? line.withSequence(3)
        : EventCodec.encode(other, new Envelope(new EventId(id), 1, line.envelope().originDaemon(), 1L));
  }

  private LogTime time() {
    String text = "2026-02-03T18:00:%02d%s".formatted(random.nextInt(span), any(FRACTIONS));
    return LogTime.parse(random.nextInt(10) == 0 ? text.replace("T18", "T20") + "+02:00" : text + "Z");
  }

  private Body body() {
    return new Body(any("markdown", "plain"), any("one", "two", "three <&> é"), any("", "{}"));
  }

  private AgentId agent() {
    return new AgentId(any(AGENTS));
  }

  private MessageId message() {
    return new MessageId("msg_" + random.nextInt(messages));
  }

  private SessionId session() {
    return new SessionId("ses_" + random.nextInt(isLong ? 5 : 4));
  }

  private String any(String... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

}
