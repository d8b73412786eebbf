package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import thrum.core.search.Query;
import thrum.core.search.RareWord;
import thrum.protocol.failure.Broken;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.message.EditMessage;
import thrum.protocol.message.SearchMessages;

/** A word that is in many messages together with one that is in few. */
final class RareWordSearchTest extends InASearchRoom {

  private static final int MANY = 1500;
  private static final int EVERY = 100;

  /** Every hundredth message has the rare word; every third of all is for somebody else. */
  private void correspondence() {
    search.arrive(MANY, i -> "the token of case " + i + (i % EVERY == 7 ? " Überlauf unusual" : " usual"),
        i -> i % 3 == 0 ? "cy" : "bo");
  }

  @Test
  void theSearchGoesByTheRareWordOnlyWhereItIsByFarTheRarer() {
    correspondence();
    search.whole(request(bo, "token"));

    assertEquals("\"unusual\"", chosen("token unusual").match());
    assertEquals("\"unusual\"", chosen("unusual \"the token\" uberlauf tok*").match());
    assertEquals("\"missing\"", chosen("token missing").match());
    for (String other : List.of("token", "unusual", "unusual uberlauf", "token usual", "unusual tok*",
        "token un*")) {
      assertTrue(choice(other).isEmpty(), other);
    }
  }

  @Test
  void itFindsWhatALookAtEveryMessageGives() {
    correspondence();
    for (String query : List.of("token unusual", "UNUSUAL Token", "token uberlauf", "token unusual cas*",
        "\"the token\" unusual", "token \"überlauf unusual\"", "case token uberlauf unusual",
        "token 707 unusual")) {
      for (var caller : List.of(ada, bo)) {
        var expected = new ArrayList<String>();
        for (int i = MANY - 1; i >= 0; i--) {
          boolean sees = caller.equals(ada) || i % 3 != 0;
          if (i % EVERY == 7 && sees && (!query.contains("707") || i == 707)) {
            expected.add("the token of case " + i + " Überlauf unusual");
          }
        }
        var answer = search.whole(request(caller, query));
        assertEquals(expected, contents(answer), query);
        assertEquals(expected.size(), answer.total(), query);
        assertTrue(answer.messages().stream().allMatch(message -> message.excerpt().contains("«")), query);
      }
    }
    assertEquals(0, search.whole(request(bo, "\"token unusual\"")).total());
    assertEquals(0, search.whole(request(bo, "missing token")).total());
  }

  @Test
  void itsPagesNeitherLoseNorRepeat() {
    correspondence();
    var whole = ids(search.whole(request(ada, "token unusual")));
    var pages = new ArrayList<MessageId>();
    String next = null;
    do {
      var page = search.whole(new SearchMessages("token unusual", ada, null, null, null, 4, next));
      pages.addAll(ids(page));
      next = page.next();
    } while (next != null && pages.size() <= whole.size());
    assertEquals(whole, pages);
    assertEquals(MANY / EVERY, whole.size());
  }

  @Test
  void authorRecipientAndTimeNarrowItToo() {
    correspondence();
    var at = search.room.time();
    search.send(bo, "the token is unusual here", "ada");

    assertEquals(List.of("the token is unusual here"),
        search.texts(ada, "token unusual", bo, null, null));
    assertEquals(5, search.texts(ada, "token unusual", ada, "@cy", null).size());
    assertTrue(search.texts(ada, "token unusual", null, null, at).contains("the token is unusual here"));
  }

  @Test
  void whatWasEditedOrDeletedSinceItWasIndexedDoesNotShowThrough() {
    correspondence();
    var edited = search.send(ada, "the token is unusual, one", "bo");
    var deleted = search.send(ada, "the token is unusual, two", "bo");
    assertTrue(search.texts(bo, "token unusual")
        .containsAll(
            List.of("the token is unusual, one", "the token is unusual, two")));

    var hold = search.holdUpIndex();
    search.room.write(new Editing(new EditMessage(edited, "the token is usual", null, ada), ada));
    search.room.write(new Deletion(new DeleteMessage(deleted, null, ada), ada));
    var answer = search.ask(bo, "token unusual");
    hold.close();
    assertTrue(answer.incomplete());
    assertTrue(answer.messages()
        .stream()
        .noneMatch(message -> List.of(edited, deleted)
            .contains(message.messageId())));
    assertEquals(10, answer.total());
  }

  @Test
  void aMessageWhoseRowWasWrittenAnewIsStillFound() {
    correspondence();
    var id = search.send(ada, "the token is unusual, three", "bo");
    search.send(ada, "the last row is another's", "bo");
    search.whole(request(bo, "token"));
    long before = row(id);

    // A receipt that comes after a later one has the message computed from all its events.
    search.room.write(new MarkingRead(Requests.markRead(id), bo));
    search.meanwhile(store -> store.arrive(search.lateReceipt(id, ada)));

    assertTrue(row(id) != before, "its row is another");
    assertTrue(search.texts(bo, "token unusual").contains("the token is unusual, three"));
    assertTrue(search.texts(bo, "unusual three").contains("the token is unusual, three"));
  }

  @Test
  void ofManyHugeTextsFewAreInMemoryAtOnce() {
    correspondence();
    search.arrive("msg_huge", 120, i -> "unusual token " + "filler ".repeat(9_000) + i, _ -> "bo");
    var answer = search.whole(new SearchMessages("token unusual", bo, null, null, null, 5, null));

    assertEquals(130, answer.total());
    assertEquals(5, answer.messages().size());
    assertEquals(5, search.whole(new SearchMessages("token filler", bo, null, null, null, 5, null))
        .messages()
        .size());
  }

  @Test
  void aSearchWhoseTimeIsUpIsGivenUpAndTheNextIsAnswered() {
    correspondence();
    search.whole(request(bo, "token"));

    Thread.currentThread().interrupt(); // as a deadline does, at the worst moment
    assertThrows(Broken.class, () -> search.ask(bo, "token unusual"));
    assertTrue(Thread.interrupted());
    assertEquals(10, search.ask(bo, "token unusual").total());
  }

  private long row(MessageId id) {
    return search.room.read(sql -> sql.number("SELECT rowid FROM messages WHERE message_id = ?", id.value()));
  }

  private Optional<RareWord> choice(String query) {
    return search.read(index -> index.rareWord(Query.parse(query), null));
  }

  private RareWord chosen(String query) {
    return choice(query).orElseThrow(() -> new AssertionError("no rare word in " + query));
  }
}
