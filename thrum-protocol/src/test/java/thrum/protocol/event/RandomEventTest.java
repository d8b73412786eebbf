package thrum.protocol.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** Any event that can be made comes back from its line as it was. */
class RandomEventTest {

  private static final int SEEDS = 5000;
  private static final String[] TEXTS =
      {"x", "a b", "<&>", "\u2028", "\uD83D\uDE00", "\u0000", "line\nline", "\"\\", "é",
        "{\"a\":1}"};

  private final Random random = new Random();

  @Test
  void anEventSurvivesItsLine() {
    for (long seed = 0; seed < SEEDS; seed++) {
      random.setSeed(seed);
      var event = event();
      var line = EventCodec.encode(event,
          Envelope.of(new EventId("evt_" + text()), new DaemonId("d_x"), random.nextLong()));
      var read = assertInstanceOf(EventLine.class, EventCodec.parse(line.bytes()), "seed " + seed);
      assertEquals(event, read.event(), "seed " + seed);
      assertEquals(line.envelope(), read.envelope(), "seed " + seed);
      assertArrayEquals(line.bytes(), read.bytes(), "seed " + seed);
      assertEquals(line.order(), read.order(), "seed " + seed);
    }
  }

  private Event event() {
    var at = time();
    var agent = new AgentId(text());
    var message = new MessageId(text());
    var session = new SessionId(text());
    var group = new GroupId(text());
    return switch (random.nextInt(15)) {
      case 0, 1 -> new MessageCreated(at, message, maybe(() -> new ThreadId(text())), agent, session, body(),
          some(this::link), some(this::link), some(() -> new AgentId(text())),
          maybe(() -> new AgentId(text())),
          random.nextBoolean());
      case 2 -> new MessageEdited(at, message, body());
      case 3 -> new MessageDeleted(at, message, maybe(this::text));
      case 4 -> new MessageReceipt(at, message, agent, maybe(() -> session), text());
      case 5 -> new AgentRegistered(at, agent, text(), maybe(this::text), text(), text(), maybe(this::text),
          maybe(this::text), maybe(this::text), random.nextInt(3), maybe(() -> new AgentId(text())));
      case 6 -> new AgentUpdated(at, agent, some(this::context));
      case 7 -> new AgentCleanedUp(at, agent, maybe(this::text), maybe(this::text));
      case 8 -> new SessionStarted(at, session, agent);
      case 9 -> new SessionEnded(at, session, maybe(this::text));
      case 10 -> new GroupCreated(at, group, text(), maybe(this::text), text());
      case 11 -> new GroupMemberAdded(at, group, text(), text(), text());
      case 12 -> new GroupMemberRemoved(at, group, text(), text(), text());
      case 13 -> new GroupUpdated(at, group, text(), Map.of("name", text(), "x", text()));
      default -> random.nextBoolean() ? new GroupDeleted(at, group, text()) : new PurgeExecuted(at, time());
    };
  }

  private WorkContext context() {
    return new WorkContext(new SessionId(text()), null, maybe(this::text), maybe(this::text),
        some(() -> new Commit(text(), text(), some(this::text))), some(this::text), some(this::text),
        some(() -> new FileChange(text(), maybe(this::time), random.nextInt(9), random.nextInt(9), text())),
        maybe(this::time), maybe(this::text), maybe(this::time), maybe(this::text), maybe(this::time));
  }

  private Body body() {
    return new Body(text(), text(), maybe(this::text));
  }

  private Link link() {
    return new Link(text(), text());
  }

  private LogTime time() {
    return LogTime.ofNanos(random.nextLong() >> 1);
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(3);
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> some(Supplier<T> value) {
    var list = new ArrayList<T>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value.get());
    }
    return list;
  }
}
