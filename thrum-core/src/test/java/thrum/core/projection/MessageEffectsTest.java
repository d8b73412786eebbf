package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.projection.Lines.cleanup;
import static thrum.core.projection.Lines.delete;
import static thrum.core.projection.Lines.edit;
import static thrum.core.projection.Lines.message;
import static thrum.core.projection.Lines.receipt;
import static thrum.core.projection.Lines.register;
import static thrum.core.projection.Lines.reply;
import static thrum.core.projection.TestProjection.assertOrderDoesNotMatter;

import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;

class MessageEffectsTest {

  private static final String MESSAGES =
      "SELECT message_id, agent_id, body_content, thread_id, deleted, edit_count FROM messages";

  @Test
  void aCreationWritesTheMessageWithItsLinksAndDeliveries() {
    var scopes = List.of(new Link("module", "api"), new Link("module", "api"), new Link("group", "backend"));
    var created =
        new MessageCreated(Lines.at(1), new MessageId("m"), null, new AgentId("ada"), new SessionId("s"),
            new Body("plain", "hello", "{}"), scopes, List.of(new Link("group", "backend")),
            List.of(new AgentId("bo"), new AgentId("cy"), new AgentId("bo")), new AgentId("user:eve"), true);
    try (var projection = TestProjection.of(Lines.line(created))) {
      assertEquals(List.of("m|ada|s|plain|hello|{}|user:eve|1|m"),
          projection.rows(
              """
                  SELECT message_id, agent_id, session_id, body_format, body_content, body_structured, authored_by, disclosed,
                  cluster FROM messages""",
              9));
      assertEquals(List.of("group|backend", "module|api"),
          projection.rows("SELECT scope_type, scope_value FROM message_scopes ORDER BY 1", 2));
      assertEquals(List.of("bo|2026-02-03T18:00:01Z|-|-", "cy|2026-02-03T18:00:01Z|-|-"), projection.rows(
          "SELECT recipient_agent_id, delivered_at, seen_at, read_at FROM message_deliveries ORDER BY 1", 4));
      assertEquals(List.of("[\"g:backend\"]"), projection.rows("SELECT keys FROM audiences", 1));
    }
  }

  @Test
  void aBroadcastHasADeliveryForEachOfManyRecipients() {
    try (var projection = TestProjection.of(message(1, "m", "ada", "b", "c", "d", "e", "f"))) {
      assertEquals(5, projection.sql.number("SELECT count(*) FROM message_deliveries WHERE seen_at IS NULL"));
    }
  }

  @Test
  void ofTwoCreationsTheFirstInOrderCounts() {
    EventLine[] lines = {message(5, "m", "bo"), message(2, "m", "ada")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("m|ada|text of m|-|0|0"), projection.rows(MESSAGES, 6));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void editsWaitForTheirMessageAndLeaveAHistoryInOrder() {
    EventLine[] lines =
        {edit(9, "m", "third"), edit(4, "m", "second"), message(1, "m", "ada"), edit(4, "m", "second")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("m|ada|third|-|0|2"), projection.rows(MESSAGES, 6));
      assertEquals(List.of("ses_ada|text of m|second", "ses_ada|second|third"),
          projection.rows("SELECT edited_by, old_content, new_content FROM message_edits ORDER BY edited_ns",
              3));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void anEditKeepsTheFormatAndChangesADeletedMessageToo() {
    EventLine[] lines = {message(1, "m", "ada"), delete(2, "m"), edit(3, "m", "late")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("m|ada|late|-|1|1"), projection.rows(MESSAGES, 6));
      assertEquals(List.of("markdown|why"),
          projection.rows("SELECT body_format, delete_reason FROM messages", 2));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aDeletionWaitsForItsMessage() {
    EventLine[] lines = {delete(2, "m"), message(1, "m", "ada")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("m|ada|text of m|-|1|0"), projection.rows(MESSAGES, 6));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void theEarliestReceiptCountsAndAReaderBeyondTheRecipientsGetsADelivery() {
    EventLine[] lines =
        {receipt(8, "m", "bo", "read"), message(1, "m", "ada", "bo"), receipt(5, "m", "bo", "read"),
          receipt(3, "m", "bo", "seen"), receipt(4, "m", "cy", "read"), receipt(2, "m", "dan", "glanced")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("bo|01|03|05", "cy|04|04|04"),
          projection.rows(
              """
                  SELECT recipient_agent_id, substr(delivered_at, 18, 2), substr(seen_at, 18, 2), substr(read_at, 18, 2)
                  FROM message_deliveries ORDER BY 1""",
              4));
      assertEquals(List.of("ses_bo|bo|05", "ses_cy|cy|04"),
          projection.rows("SELECT session_id, agent_id, substr(read_at, 18, 2) FROM message_reads ORDER BY 1",
              3));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aParentWithoutAThreadJoinsThatOfItsFirstReply() {
    EventLine[] lines = {reply(5, "late", "bo", "m", "thr_2"), reply(3, "first", "cy", "m", "thr_1"),
      reply(2, "threadless", "cy", "m", null), message(1, "m", "ada")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals("thr_1",
          projection.rows("SELECT thread_id FROM messages WHERE message_id = 'm'", 1).getFirst());
      assertEquals("m",
          projection.rows("SELECT cluster FROM messages WHERE message_id = 'first'", 1).getFirst());
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aParentLeavesTheThreadOfAReplyThatIsHidden() {
    EventLine[] lines =
        {message(1, "m", "ada"), reply(2, "first", "bo", "m", "thr_1"), reply(3, "next", "cy", "m", "thr_2"),
          cleanup(4, "bo")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals("thr_2",
          projection.rows("SELECT thread_id FROM messages WHERE message_id = 'm'", 1).getFirst());
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aDeletedAgentsMessagesGoWithAllThatHappenedToThemAndItsReceiptsStay() {
    EventLine[] lines =
        {register(0, "ada", "coder", "api"), message(1, "hers", "ada", "bo"), message(1, "his", "bo", "ada"),
          edit(2, "hers", "x"), receipt(3, "hers", "bo", "read"), receipt(3, "his", "ada", "read"),
          cleanup(4, "ada"),
          edit(6, "hers", "y"), message(7, "new", "ada")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("his", "new"), projection.rows("SELECT message_id FROM messages ORDER BY 1", 1));
      assertEquals(List.of("his|ada"), projection.rows("SELECT message_id, agent_id FROM message_reads", 2));
      assertEquals(0, projection.sql.number("SELECT count(*) FROM message_edits"));
      assertEquals(9, projection.sql.number("SELECT count(*) FROM events"));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void whatHappenedBeforeTheAuthorWasDeletedDoesNotReachANewMessageOfTheSameId() {
    EventLine[] lines = {message(1, "m", "ada"), edit(2, "m", "x"), delete(3, "m"), cleanup(4, "ada"),
      message(5, "m", "ada"), edit(6, "m", "y")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("m|ada|y|-|0|1"), projection.rows(MESSAGES, 6));
    }
    assertOrderDoesNotMatter(lines);
  }
}
