package thrum.cli.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.cli.Printed.minutesAgo;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import thrum.cli.Printed;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.json.Json;
import thrum.protocol.message.Audience;
import thrum.protocol.message.Body;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.message.EditMessage;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.ListOutbox;
import thrum.protocol.message.MarkRead;
import thrum.protocol.message.MessageDetail;
import thrum.protocol.message.MessageSummary;
import thrum.protocol.message.OutboxMessage;
import thrum.protocol.message.Recipient;
import thrum.protocol.message.SendMessage;

/** What the commands about messages print for given results. */
class MessageTextsTest {

  private static final AgentId ADA = new AgentId("ada_api");
  private static final AgentId BO = new AgentId("bo_rev");
  private static final MessageId FIRST = new MessageId("msg_01J8");
  private static final MessageId SECOND = new MessageId("msg_01J9");
  private static final ThreadId THREAD = new ThreadId("thr_01J8");

  @Test
  void aSentMessageNamesThreadTimeAndRecipients() {
    var sent = new SendMessage.Result(FIRST, THREAD, minutesAgo(0), 1, List.of(),
        List.of(new Audience("agent", "bo_rev")), List.of(new Recipient(BO, minutesAgo(0), null, null)));

    assertEquals("""
        ✓ Message sent: msg_01J8
          Thread: thr_01J8
          Created: 2026-05-02T10:00:00Z
          To: agent:bo_rev
          Recipients: bo_rev
        """, Printed.by(out -> new SendCommand().print(sent, out)));
    assertEquals("✓ Reply sent: msg_01J8", Printed.by(out -> new ReplyCommand().print(sent, out))
        .lines()
        .findFirst()
        .orElseThrow());
    assertEquals("""
        {
          "message_id": "msg_01J8",
          "thread_id": "thr_01J8",
          "created_at": "2026-05-02T10:00:00Z",
          "resolved_to": 1,
          "audiences": [
            {
              "type": "agent",
              "value": "bo_rev"
            }
          ],
          "recipients": [
            {
              "agent_id": "bo_rev",
              "delivered_at": "2026-05-02T10:00:00Z"
            }
          ]
        }""", Json.indented(sent));
  }

  @Test
  void theInboxFramesMessagesAndIndentsReplies() {
    var question = new MessageSummary(FIRST, THREAD, null, BO,
        new Body("markdown",
            "Cart needs the new pool size.\n\u001b[2Jand a longer line that has to be wrapped", null),
        minutesAgo(2), null, false, false);
    var reply =
        new MessageSummary(SECOND, THREAD, FIRST, ADA, new Body("markdown", "Agreed.", null), minutesAgo(0),
            minutesAgo(0), false, true);
    var page = new ListMessages.Result(List.of(question, reply), 9, 1, 1, 10, 1);

    assertEquals("""
        ┌────────────────────────────────────────┐
        │ ● msg_01J8  @bo_rev  2m ago            │
        │ Cart needs the new pool size.          │
        │ \\e[2Jand a longer line that has to be  │
        │ wrapped                                │
        ├────────────────────────────────────────┤
        │   ○ msg_01J9  ↳ @ada_api  just now ... │
        │   ↳ Agreed.                            │
        └────────────────────────────────────────┘
        Showing 1-2 of 9 messages (1 unread) (filtered for @ada_api)
        """, Printed.by(42, out -> new InboxPage(page, ADA).print(out)));
  }

  @Test
  void anEmptyInboxPointsToEverybodysMessages() {
    var nothing = new ListMessages.Result(List.of(), 0, 0, 1, 10, 0);

    assertEquals("No messages for you. Everybody's: thrum inbox --all\n",
        Printed.by(out -> new InboxCommand().print(nothing, out)));
    assertEquals("Page 3 is behind the last one; there are 2.\n", Printed
        .by(out -> new InboxCommand().print(new ListMessages.Result(List.of(), 12, 0, 3, 10, 2), out)));
  }

  @Test
  void theOutboxShowsHowFarEachMessageHasCome() {
    var message =
        new OutboxMessage(FIRST, null, null, ADA, new Body("markdown", "\nCart needs it.\nmore", null),
            minutesAgo(2), null, false, false, List.of(new Audience("mention", "bo_rev")),
            List.of(new Recipient(BO, minutesAgo(2), null, null),
                new Recipient(ADA, minutesAgo(2), minutesAgo(1), minutesAgo(1))),
            1);

    assertEquals("""
        msg_01J8  2m ago  to mention:bo_rev  1/2 read
          Cart needs it.
          Recipients: @bo_rev(delivered), @ada_api(read)
        Page 1 of 3, 23 messages
        """, Printed
        .by(out -> new SentCommand().print(new ListOutbox.Result(List.of(message), 23, 1, 10, 3), out)));
    assertEquals("Nothing sent yet.\n",
        Printed.by(out -> new SentCommand().print(new ListOutbox.Result(List.of(), 0, 1, 10, 0), out)));
  }

  @Test
  void aWholeMessageShowsEverythingThatIsKnown() {
    var detail =
        new MessageDetail(SECOND, THREAD, FIRST, new MessageDetail.Author(ADA, new SessionId("ses_1")),
            new Body("markdown", "Done.\n\u0007", "{\"ok\":true}"), List.of(new Link("module", "api")),
            List.of(new Link("mention", "bo_rev")), new MessageDetail.Metadata(minutesAgo(1), "wrong room"),
            minutesAgo(90),
            minutesAgo(60), true, List.of(new Audience("mention", "bo_rev")),
            List.of(new Recipient(BO, minutesAgo(90), null, null)));

    assertEquals("""
        Message: msg_01J9
          From:     @ada_api
          Time:     1h ago (2026-05-02T08:30:00Z)
          Thread:   thr_01J8
          Reply to: msg_01J8
          Scopes:   module:api
          Refs:     mention:bo_rev
          Edited:   1h ago (2026-05-02T09:00:00Z)
          To:       mention:bo_rev
          Recipients:
            @bo_rev (delivered)
          Status:   DELETED (wrong room)

        Done.
        \\u0007

        Structured: {"ok":true}
        """, Printed.by(out -> new MessagePage(detail).print(out)));
  }

  @Test
  void changesAreConfirmed() {
    assertEquals("✓ Message edited: msg_01J8 (version 2)\n", Printed
        .by(out -> new EditCommand().print(new EditMessage.Result(FIRST, minutesAgo(0), 2), out)));
    assertEquals("✓ Message deleted: msg_01J8\n",
        Printed.by(out -> new DeleteCommand().print(new DeleteMessage.Result(FIRST, minutesAgo(0)), out)));
    assertEquals("✓ Marked as read: 2 messages\n",
        Printed.by(out -> new ReadCommand().print(new MarkRead.Result(2, Map.of()), out)));
    assertEquals("None of these messages exists.\n",
        Printed.by(out -> new ReadCommand().print(new MarkRead.Result(0, Map.of()), out)));
  }
}
