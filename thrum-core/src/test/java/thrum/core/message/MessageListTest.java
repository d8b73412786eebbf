package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static thrum.core.message.Requests.edit;
import static thrum.core.message.Requests.inbox;
import static thrum.core.message.Requests.send;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.ListMessagesBuilder;

/** Filters, orders, pages and read marks of {@code message.list} (02 §4.5). */
final class MessageListTest {

  private Room room;
  private AgentId ada;
  private AgentId bo;

  @BeforeEach
  void open(@TempDir Path directory) {
    room = new Room(directory);
    ada = room.agent("ada", "implementer");
    bo = room.agent("bo", "reviewer");
    room.agent("cy", "reviewer");
    room.group("everyone", "role:*");
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void anInboxWithoutAnOrderKeepsRepliesAfterTheirParent() {
    var first = sent(ada, "1", "bo");
    var second = sent(ada, "2", "bo");
    reply(ada, "1.1", first, "bo");
    var nested = reply(ada, "2.1", second, "bo");
    reply(ada, "2.1.1", nested, "bo");
    reply(ada, "1.2", first, "bo");

    assertEquals(List.of("1", "1.1", "1.2", "2", "2.1", "2.1.1"), contents(inbox("bo", "reviewer")));
    assertEquals(List.of("2.1.1", "1.2", "2.1", "1.1", "2", "1").stream().sorted().toList(),
        contents(inbox("bo", "reviewer").sortOrder("desc")).stream().sorted().toList());
    assertEquals(List.of("1.2", "2.1.1", "2.1", "1.1", "2", "1"),
        contents(inbox("bo", "reviewer").sortOrder("desc")));
    assertEquals(List.of("1", "2", "1.1", "2.1", "2.1.1", "1.2"),
        contents(inbox("bo", "reviewer").sortOrder("asc")));
    assertEquals(List.of("1.2", "2.1.1", "2.1", "1.1", "2", "1"), contents(ListMessages.builder()));
  }

  @Test
  void conversationsComeNewestFirstAndReadFromTheirBeginning() {
    var first = sent(ada, "1", "bo");
    sent(ada, "2", "bo");
    var third = sent(ada, "3", "bo");
    reply(ada, "1.1", first, "bo");
    reply(bo, "own answer", third, "ada");
    reply(ada, "1.2", first, "bo");

    assertEquals(List.of("1", "1.1", "1.2", "3", "2"),
        contents(inbox("bo", "reviewer").sortBy("conversation")));
    assertEquals(List.of("1", "1.1", "1.2", "3", "2"),
        contents(ListMessages.builder().excludeSelf(true).sortBy("conversation")));
    assertEquals(List.of("1", "1.1", "1.2", "3", "own answer", "2"),
        contents(ListMessages.builder().sortBy("conversation")));
  }

  @Test
  void aConversationOfWhichSomeIsUnreadShowsOnlyThat() {
    var first = sent(ada, "1", "bo");
    var second = sent(ada, "2", "bo");
    reply(ada, "1.1", first, "bo");
    var last = reply(ada, "2.1", second, "bo");
    reply(ada, "1.2", first, "bo");
    room.markRead(bo, first, second, last);

    assertEquals(List.of("1.1", "1.2"),
        contents(inbox("bo", "reviewer").sortBy("conversation").unread(true)));
  }

  @Test
  void pagesOfConversationsNeitherLoseNorRepeatAMessage() {
    var parents = new ArrayList<MessageId>();
    for (var i = 0; i < 70; i++) {
      parents.add(i % 3 == 0 || parents.isEmpty()
          ? sent(ada, "m" + i, "bo")
          : reply(ada, "m" + i, parents.get((i * 7) % parents.size()), "bo"));
    }
    for (var unread : List.of(true, false)) {
      var whole = ids(inbox("bo", "reviewer").sortBy("conversation").unread(unread).pageSize(100));
      for (var size : List.of(1, 3, 7, 10, 50)) {
        var pages = new ArrayList<MessageId>();
        var count = (70 + size - 1) / size;
        for (var page = 1; page <= count; page++) {
          pages.addAll(
              ids(inbox("bo", "reviewer").sortBy("conversation").unread(unread).pageSize(size).page(page)));
        }
        assertEquals(whole, pages);
        assertEquals(70, new HashSet<>(pages).size());
        assertEquals(count, list(inbox("bo", "reviewer").sortBy("conversation").pageSize(size)).totalPages());
      }
    }
  }

  @Test
  void aForeignThreadNamedLikeAMessageHidesNothing() {
    var message = sent(ada, "named", "bo");
    var other = sent(ada, "other", "bo");
    room.sql()
        .update("UPDATE messages SET thread_id = ? WHERE message_id = ?", message.value(), other.value());

    assertEquals(List.of("named", "other"), contents(inbox("bo", "reviewer").sortBy("conversation")));
  }

  @Test
  void changesOrderByTheLastEdit() {
    var first = sent(ada, "1", "bo");
    sent(ada, "2", "bo");
    sent(ada, "3", "bo");
    room.write(new Editing(edit(first, "1 again", null), ada));

    assertEquals(List.of("1 again", "3", "2"), contents(inbox("bo", "reviewer").sortBy("updated_at")));
    assertEquals(List.of("2", "3", "1 again"),
        contents(inbox("bo", "reviewer").sortBy("updated_at").sortOrder("asc")));
    assertNotNull(list(inbox("bo", "reviewer")).messages().getFirst().updatedAt());
    assertNull(list(inbox("bo", "reviewer")).messages().getLast().updatedAt());
  }

  @Test
  void filtersHoldTogether() {
    var api = new Link("module", "api");
    var issue = new Link("issue", "7");
    var root = room.write(new Sending(send("1").to("bo").scopes(api).build(), ada));
    room.passes(60);
    room.write(new Sending(send("2").to("bo").scopes(api).refs(issue).build(), ada));
    room.write(new Sending(send("3").to("cy").refs(issue).build(), bo));
    var reply = room.write(new Sending(send("4").to("ada").replyTo(root.messageId()).build(), bo));

    assertEquals(List.of("2", "1"), contents(ListMessages.builder().scope(api)));
    assertEquals(List.of("3", "2"), contents(ListMessages.builder().ref(issue)));
    assertEquals(List.of("2"), contents(ListMessages.builder().ref(issue).scope(api)));
    assertEquals(List.of("4", "3"), contents(ListMessages.builder().authorId(bo)));
    assertEquals(List.of("4", "1"), contents(ListMessages.builder().threadId(reply.threadId())));
    assertEquals(List.of("4", "3", "2"), contents(ListMessages.builder().createdAfter(root.createdAt())));
    assertEquals(List.of("2"), contents(inbox("bo", "reviewer").scope(api).createdAfter(root.createdAt())));
    assertEquals(List.of("2", "1"), contents(inbox("bo", "reviewer").scope(api).sortBy("conversation")));
    assertEquals(List.of(), contents(ListMessages.builder().ref(new Link("issue", "8"))));
  }

  @Test
  void unreadCountsDoNotRegardAuthorAndUnreadFilters() {
    var read = sent(ada, "1", "bo");
    sent(ada, "2", "bo");
    sent(new AgentId("cy"), "3", "bo");
    room.markRead(bo, read);

    assertEquals(2, list(inbox("bo", "reviewer")).unread());
    assertEquals(3, list(inbox("bo", "reviewer")).total());
    assertEquals(2, list(inbox("bo", "reviewer").unread(true)).unread());
    assertEquals(2, list(inbox("bo", "reviewer").unread(true)).total());
    var byAda = list(inbox("bo", "reviewer").unread(true).authorId(ada));
    assertEquals(1, byAda.total());
    assertEquals(2, byAda.unread());
  }

  @Test
  void unreadNeedsNoSession() {
    sent(ada, "1", "bo");
    room.endSession(bo);

    assertEquals(List.of("1"), contents(inbox("bo", "reviewer").unread(true)));
  }

  @Test
  void withoutACallerNothingIsCountedUnreadAndAnyReaderOfTheInboxCounts() {
    var message = sent(ada, "1", "bo");
    var request = ListMessages.builder().forAgent(bo).forAgentRole("reviewer");
    assertEquals(0, room.list(request, null).unread());
    assertEquals(List.of(false), reads(room.list(request, null)));

    room.markRead(bo, message);
    assertEquals(List.of(true), reads(room.list(request, null)));
    assertEquals(List.of(false), reads(room.list(ListMessages.builder(), null)));
  }

  @Test
  void unreadForAnotherAgentWinsOverUnread() {
    var message = sent(ada, "1", "everyone");
    sent(ada, "2", "everyone");
    room.markRead(bo, message);

    var forBo = ListMessages.builder().unread(true).unreadForAgent(bo);
    assertEquals(List.of("2"), room.list(forBo, new AgentId("cy"))
        .messages()
        .stream()
        .map(m -> m.body().content())
        .toList());
    assertEquals(2, room.list(forBo, new AgentId("cy")).unread());
    assertEquals(1, room.list(forBo, null).unread());
    assertEquals(1, room.list(inbox("bo", "reviewer").unreadForAgent(bo), bo).total());
    assertEquals(1, room.list(inbox("bo", "reviewer").unreadForAgent(bo), new AgentId("cy")).total());
  }

  @Test
  void pagesAreCountedAndCapped() {
    for (var i = 0; i < 23; i++) {
      sent(ada, "m" + i, "bo");
    }

    var second = list(inbox("bo", "reviewer").page(3));
    assertEquals(3, second.messages().size());
    assertEquals(23, second.total());
    assertEquals(3, second.totalPages());
    assertEquals(10, second.pageSize());
    assertEquals(3, second.page());
    assertEquals(List.of("m20", "m21", "m22"), contents(inbox("bo", "reviewer").page(3)));
    assertEquals(List.of("m2", "m1", "m0"), contents(inbox("bo", "reviewer").sortOrder("desc").page(3)));
    assertEquals(List.of("m12", "m11"),
        contents(inbox("bo", "reviewer").sortOrder("desc").pageSize(2).page(6)));
    assertEquals(List.of(), contents(inbox("bo", "reviewer").page(4)));
    assertEquals(100, list(inbox("bo", "reviewer").pageSize(1000)).pageSize());
    assertEquals(List.of(), contents(inbox("bo", "reviewer").page(Integer.MAX_VALUE).pageSize(100)));
    assertEquals(0, list(inbox("zoe", null).excludeSelf(false)).totalPages());
  }

  @Test
  void unknownOrdersAreRefused() {
    assertEquals("invalid sort_by: size (must be 'created_at' or 'updated_at')",
        assertThrows(Refused.class, () -> list(ListMessages.builder().sortBy("size"))).text());
    assertEquals("invalid sort_order: up (must be 'asc' or 'desc')",
        assertThrows(Refused.class, () -> list(ListMessages.builder().sortOrder("up"))).text());
  }

  private MessageId sent(AgentId author, String content, String... to) {
    return room.write(new Sending(send(content).to(to).build(), author)).messageId();
  }

  private MessageId reply(AgentId author, String content, MessageId parent, String... to) {
    return room.write(new Sending(send(content).to(to).replyTo(parent).build(), author)).messageId();
  }

  private ListMessages.Result list(ListMessagesBuilder request) {
    return room.list(request, bo);
  }

  private List<String> contents(ListMessagesBuilder request) {
    return list(request).messages().stream().map(message -> message.body().content()).toList();
  }

  private List<MessageId> ids(ListMessagesBuilder request) {
    return list(request).messages().stream().map(message -> message.messageId()).toList();
  }

  private static List<Boolean> reads(ListMessages.Result list) {
    return list.messages().stream().map(message -> message.read()).toList();
  }
}
