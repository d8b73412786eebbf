package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.message.Requests.delete;
import static thrum.core.message.Requests.edit;
import static thrum.core.message.Requests.send;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.DeleteMessage;

/** 02 §4.5 {@code message.edit} and {@code message.delete}, ruling 6. */
final class ChangingTest {

  private static final MessageId UNKNOWN = new MessageId("msg_none");

  private Room room;
  private AgentId ada;
  private AgentId bo;
  private MessageId message;

  @BeforeEach
  void open(@TempDir Path directory) {
    room = new Room(directory);
    ada = room.agent("ada", "implementer");
    bo = room.agent("bo", "reviewer");
    message =
        room.write(new Sending(send("one").format("plain").structured("{\"n\":1}").to("bo").build(), ada))
            .messageId();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void anEditKeepsWhatItDoesNotName() {
    var first = room.write(new Editing(edit(message, "two", null), ada));
    assertEquals(1, first.version());
    assertEquals("two", room.get(message).body().content());
    assertEquals("{\"n\":1}", room.get(message).body().structured());
    assertEquals("plain", room.get(message).body().format());
    assertEquals(first.updatedAt(), room.get(message).updatedAt());

    var second = room.write(new Editing(edit(message, "", "{\"n\":2}"), ada));
    assertEquals(2, second.version());
    assertEquals("two", room.get(message).body().content());
    assertEquals("{\"n\":2}", room.get(message).body().structured());
  }

  @Test
  void anEditKeepsItsHistoryAndTheReadMarks() {
    room.markRead(bo, message);

    room.write(new Editing(edit(message, "two", null), ada));

    assertEquals("one>two by " + room.session(ada),
        room.text("SELECT old_content || '>' || new_content || ' by ' || edited_by FROM message_edits"));
    assertTrue(room.get(message).recipients().getFirst().readAt() != null);
  }

  @Test
  void editsAreRefusedInTheOrderOfTheWork() {
    var stranger = new AgentId("zoe");
    room.assertRefused("resolve agent and session: no active session found for agent zoe"
        + " (you must start a session first)", new Editing(edit(UNKNOWN, "x", null), stranger));
    room.assertRefused("message not found: msg_none", new Editing(edit(UNKNOWN, "x", null), ada));
    room.assertRefused("only message author can edit (author: ada, current: bo)",
        new Editing(edit(message, "x", null), bo));
    room.write(new Deletion(delete(message), ada));
    room.assertRefused("cannot edit deleted message: " + message, new Editing(edit(message, "x", null), bo));
    assertEquals("one", room.get(message).body().content());
  }

  @Test
  void evenAUserDoesNotEditForOthers() {
    var mira = room.user("mira");

    room.assertRefused("only message author can edit (author: ada, current: user:mira)",
        new Editing(edit(message, "x", null), mira));
  }

  @Test
  void whatAUserWroteForAnAgentIsTheAgentsToEdit() {
    var mira = room.user("mira");
    var sent = room.write(new Sending(send("hi").actingAs("bo").build(), mira)).messageId();

    room.assertRefused("only message author can edit (author: bo, current: user:mira)",
        new Editing(edit(sent, "x", null), mira));
    assertEquals(1, room.write(new Editing(edit(sent, "x", null), bo)).version());
  }

  @Test
  void aDeletedMessageStaysReadable() {
    var done = room.write(new Deletion(new DeleteMessage(message, "sent twice", null), ada));

    var stored = room.get(message);
    assertTrue(stored.deleted());
    assertEquals(done.deletedAt(), stored.metadata().deletedAt());
    assertEquals("sent twice", stored.metadata().deleteReason());
    assertEquals("one", stored.body().content());
  }

  @Test
  void onlyTheAuthorOrAUserDeletes() {
    room.assertRefused("only message author can delete (author: ada, current: bo)",
        new Deletion(delete(message), bo));
    assertFalse(room.get(message).deleted());
    assertNull(room.get(message).metadata().deletedAt());

    room.write(new Deletion(delete(message), room.user("mira")));
    assertTrue(room.get(message).deleted());
  }

  @Test
  void deletionsAreRefusedInTheOrderOfTheWork() {
    room.assertRefused("message not found: msg_none", new Deletion(delete(UNKNOWN), bo));
    room.write(new Deletion(delete(message), ada));
    room.assertRefused("message already deleted: " + message, new Deletion(delete(message), bo));
  }

  @Test
  void noSessionIsNeededToDelete() {
    room.endSession(ada);

    room.write(new Deletion(delete(message), ada));
    assertTrue(room.get(message).deleted());
  }

  @Test
  void anUnknownMessageIsNotFound() {
    assertEquals("message not found: msg_none", assertThrows(Refused.class, () -> room.get(UNKNOWN)).text());
  }
}
