package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.message.Requests.inbox;
import static thrum.core.message.Requests.markAll;
import static thrum.core.message.Requests.markRead;
import static thrum.core.message.Requests.send;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;

/** 02 §4.5 {@code message.markRead}, §5.5, ruling 23. */
final class MarkingReadTest {

  private static final String RECEIPTS = "SELECT count(*) FROM events WHERE type = 'message.receipt'";

  private Room room;
  private AgentId ada;
  private AgentId bo;
  private AgentId cy;

  @BeforeEach
  void open(@TempDir Path directory) {
    room = new Room(directory);
    ada = room.agent("ada", "implementer");
    bo = room.agent("bo", "reviewer");
    cy = room.agent("cy", "reviewer");
    room.group("everyone", "role:*");
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aMessageIsMarkedOnceAndKeepsItsFirstTime() {
    var message = message("bo");

    assertEquals(1, room.write(new MarkingRead(markRead(message), bo)).markedCount());
    var first = room.get(message).recipients().getFirst().readAt();
    assertEquals(1, room.write(new MarkingRead(markRead(message, message), bo)).markedCount());

    assertEquals(first, room.get(message).recipients().getFirst().readAt());
    assertEquals(1, room.number(RECEIPTS));
  }

  @Test
  void unknownMessagesAreSkipped() {
    var message = message("bo");

    var marked = room.write(new MarkingRead(markRead(new MessageId("msg_none"), message), bo));

    assertEquals(1, marked.markedCount());
    assertEquals(Map.of(), marked.alsoReadBy());
    assertEquals(0, room.write(new MarkingRead(markRead(new MessageId("msg_none")), bo)).markedCount());
  }

  @Test
  void othersWhoHaveReadItAreNamed() {
    var message = message("everyone");
    room.markRead(bo, message);
    room.markRead(cy, message);

    var marked = room.write(new MarkingRead(markRead(message, message("bo")), ada));

    assertEquals(Map.of(message, List.of(bo, cy)), marked.alsoReadBy());
  }

  @Test
  void whoeverReadsBecomesARecipient() {
    var message = message("bo");

    room.markRead(cy, message);

    assertEquals(List.of(bo, cy), room.get(message).recipients().stream().map(r -> r.agentId()).toList());
  }

  @Test
  void everythingUnreadInTheInboxIsMarkedInOneRequest() {
    for (var i = 0; i < 250; i++) {
      message("bo");
      message("everyone");
    }
    message();
    message("cy");
    room.write(new Sending(send("mine").to("everyone").build(), bo));
    room.markRead(bo, message("bo"));

    assertEquals(501, room.write(new MarkingRead(markAll(), bo)).markedCount());

    assertEquals(0, room.list(inbox("bo", "reviewer"), bo).unread());
    assertEquals(502, room.number(RECEIPTS));
    assertEquals(0, room.write(new MarkingRead(markAll(), bo)).markedCount());
    assertEquals(502, room.number(RECEIPTS));
  }

  @Test
  void whatIsOlderThanARegistrationNeedsNoMark() {
    message("everyone");
    var dee = room.agent("dee", "reviewer");
    message("everyone");

    assertEquals(1, room.write(new MarkingRead(markAll(), dee)).markedCount());
  }

  @Test
  void readMarksOutliveTheSession() {
    var message = message("bo");
    room.markRead(bo, message);
    room.endSession(bo);
    room.startSession(bo);

    assertEquals(0, room.list(inbox("bo", "reviewer"), bo).unread());
  }

  @Test
  void aSessionIsNeeded() {
    var stranger = new AgentId("zoe");
    room.assertRefused("resolve agent and session: no active session found for agent zoe"
        + " (you must start a session first)", new MarkingRead(markRead(new MessageId("msg_1")), stranger));
  }

  private MessageId message(String... to) {
    return room.write(new Sending(send("hi").to(to).build(), ada)).messageId();
  }
}
