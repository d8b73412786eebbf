package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.projection.Unhurried;
import thrum.core.session.SessionList;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.ListOutbox;
import thrum.protocol.message.MessageSummary;
import thrum.protocol.session.ListSessions;

/** Nobody sees or changes what a purge or a deletion hides, however long its rows stay (ruling 73). */
final class PurgedMessagesTest {

  @TempDir Path directory;
  private Room room;
  private AgentId ada;
  private AgentId bo;
  private MessageId old;

  @BeforeEach
  void open() {
    room = new Room(directory, Unhurried::applier);
    ada = room.agent("ada", "coder");
    bo = room.agent("bo", "tester");
    old = send("secret", ada);
    send("another secret", ada);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void noListShowsWhatIsPurged() {
    purge();
    var since = send("new", ada);
    for (String order : List.of("created_at", "updated_at", "conversation")) {
      for (String direction : Arrays.asList(null, "asc", "desc")) {
        var request = ListMessages.builder().sortBy(order).sortOrder(direction).forAgent(bo).pageSize(50);
        assertEquals(List.of(since), ids(room.list(request, bo)), order + " " + direction);
        assertEquals(List.of(since), ids(room.list(request.unread(true), bo)), order + " " + direction);
      }
    }
    assertEquals(List.of(since),
        room.outbox(new ListOutbox(null, null, false, 0, 0), ada)
            .messages()
            .stream()
            .map(message -> message.messageId())
            .toList());
    assertTrue(Unhurried.isPending(room.sql()));
    assertEquals(3, room.messages());
  }

  @Test
  void aPurgedMessageIsUnknownToLookupsAndDecisions() {
    purge();
    assertThrows(Refused.class, () -> room.get(old));
    assertThrows(Refused.class, () -> room.write(new Deletion(Requests.delete(old), ada)));
    room.markRead(bo, old);
    assertEquals(0, room.number("SELECT count(*) FROM message_reads"));
    assertTrue(Unhurried.isPending(room.sql()));
  }

  @Test
  void aPurgedSessionIsOverForItsAgent() {
    purgeWithSessions();
    assertThrows(Refused.class, () -> room.session(ada));
    assertEquals(List.of(), new SessionList(new ListSessions(null, false)).run(room.sql()).sessions());
  }

  @Test
  void theMessagesOfADeletedAgentAreHiddenBeforeTheyAreGone() {
    room.append(new AgentCleanedUp(room.later(), ada, null, null));
    assertEquals(List.of(), ids(room.list(ListMessages.builder().forAgent(bo), bo)));
    assertEquals(2, room.messages());
    Unhurried.finish(room.sql());
    assertEquals(0, room.messages());
  }

  private void purge() {
    var now = room.later();
    room.append(new PurgeExecuted(now, now));
    room.startSession(ada);
    room.startSession(bo);
  }

  private void purgeWithSessions() {
    var now = room.later();
    room.append(new PurgeExecuted(now, now));
  }

  private MessageId send(String text, AgentId author) {
    return room.write(new Sending(Requests.send(text).to("bo").build(), author)).messageId();
  }

  private static List<MessageId> ids(ListMessages.Result result) {
    return result.messages().stream().map(MessageSummary::messageId).toList();
  }
}
