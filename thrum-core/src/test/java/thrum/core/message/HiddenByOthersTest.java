package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.agent.RoomStore;
import thrum.core.agent.UserRegistration;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.time.LogTime;
import thrum.protocol.user.RegisterUser;

/**
 * Purges and deletions of agents that came from a clock ahead of this one hide nothing that is acknowledged
 * here later (ruling 70).
 */
final class HiddenByOthersTest {

  private static final MessageId THEIRS = new MessageId("msg_theirs");

  @TempDir Path directory;
  private RoomStore store;
  private AgentId ada;

  @BeforeEach
  void open() {
    store = new RoomStore(directory);
    ada = store.register("ada_api", "implementer", "api");
    store.start(ada);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aMessageSentAfterAPurgeByAClockAheadStays() {
    store.arrive(new PurgeExecuted(in(Duration.ofMinutes(5)), in(Duration.ofMinutes(5))),
        new SessionStarted(in(Duration.ofMinutes(6)), new SessionId("ses_there"), ada));

    var sent = send(ada);

    assertTrue(isThere(sent));
    store.rebuild();
    assertTrue(isThere(sent));
  }

  @Test
  void aMessageOfAnAgentThatCameBackByAClockAheadStays() {
    deletedAndBack(ada, Duration.ofHours(2));

    var sent = send(ada);

    assertTrue(isThere(sent));
    store.rebuild();
    assertTrue(isThere(sent));
  }

  @Test
  void whatAPersonSaysForAnAgentThatCameBackStays() {
    store.write(new UserRegistration(new RegisterUser("mira", null)));
    var mira = new AgentId("user:mira");
    store.start(mira);
    deletedAndBack(ada, Duration.ofHours(2));

    var sent = store.write(new Sending(Requests.send("hi").actingAs("ada_api").build(), mira)).messageId();

    assertTrue(isThere(sent));
  }

  @Test
  void aReceiptAfterAPurgeByAClockAheadCounts() {
    var purged = in(Duration.ofMinutes(5));
    store.arrive(new PurgeExecuted(purged, purged),
        new SessionStarted(in(Duration.ofMinutes(6)), new SessionId("ses_there"), ada),
        message(new AgentId("bo"), Duration.ofMinutes(7)));

    read();

    assertEquals(1, reads());
    store.rebuild();
    assertEquals(1, reads());
  }

  @Test
  void aReceiptForAnAuthorThatCameBackByAClockAheadCounts() {
    var bo = new AgentId("bo");
    deletedAndBack(bo, Duration.ofHours(2));
    store.arrive(message(bo, Duration.ofHours(3)));

    read();

    assertEquals(1, reads());
  }

  @Test
  void anAuthorThatCameBackFarAheadKeepsNobodyFromReadingOthers() {
    var bo = new AgentId("bo");
    deletedAndBack(bo, Duration.ofHours(30));
    store.arrive(message(bo, Duration.ofHours(31)));
    var cy = store.register("cy", "tester", "api");
    var other = store.send(cy, "ada_api");

    store.write(new MarkingRead(Requests.markRead(THEIRS, other), ada));

    assertEquals(1, reads());
  }

  private void deletedAndBack(AgentId agent, Duration ahead) {
    store.arrive(new AgentCleanedUp(in(ahead), agent, null, null),
        new AgentRegistered(in(ahead.plusMinutes(1)), agent, AgentRegistered.KIND_AGENT, agent.value(),
            "implementer", "api", null, null, null, 0, null),
        new SessionStarted(in(ahead.plusMinutes(2)), new SessionId("ses_" + agent), agent));
  }

  private MessageCreated message(AgentId author, Duration ahead) {
    return new MessageCreated(in(ahead), THEIRS, null, author, new SessionId("ses_" + author),
        new Body("markdown", "hello", null), List.of(), List.of(), List.of(ada), null, false);
  }

  private MessageId send(AgentId author) {
    return store.write(new Sending(Requests.send("hi").build(), author)).messageId();
  }

  private void read() {
    store.write(new MarkingRead(Requests.markRead(THEIRS), ada));
  }

  private boolean isThere(MessageId id) {
    return number("SELECT count(*) FROM messages WHERE message_id = '" + id + "'") == 1;
  }

  private long reads() {
    return number(
        "SELECT count(*) FROM message_deliveries WHERE recipient_agent_id = 'ada_api' AND read_at IS NOT NULL");
  }

  private long number(String query) {
    return store.<Long>read(sql -> sql.number(query));
  }

  private LogTime in(Duration time) {
    return LogTime.of(store.now().plus(time));
  }
}
