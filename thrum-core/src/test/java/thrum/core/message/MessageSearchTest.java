package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import thrum.core.agent.UserRegistration;
import thrum.core.group.GroupCreation;
import thrum.core.group.MemberAddition;
import thrum.core.group.MemberRemoval;
import thrum.core.journal.Outcome;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.AddGroupMember;
import thrum.protocol.group.CreateGroup;
import thrum.protocol.group.RemoveGroupMember;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.message.EditMessage;
import thrum.protocol.message.SearchMessages;
import thrum.protocol.user.RegisterUser;

/** Who finds what, in which order, and what never shows through. */
final class MessageSearchTest extends InASearchRoom {

  private AgentId cy;

  @BeforeEach
  void addCy() {
    cy = search.agent("cy", "tester");
  }

  @Test
  void whatWasJustSentIsFoundByAuthorAndRecipientWithItsPlaceMarked() {
    var id = search.send(ada, "The token refresh is in", "bo");

    for (var caller : List.of(ada, bo)) {
      var answer = search.whole(request(caller, "refresh TOKEN"));
      assertEquals(1, answer.total());
      assertFalse(answer.totalIsEstimate());
      assertNull(answer.next());
      var found = answer.messages().getFirst();
      assertEquals(id, found.messageId());
      assertEquals("The «token» «refresh» is in", found.excerpt());
      assertTrue(found.score() > 0);
      assertEquals("The token refresh is in", found.body().content());
      assertFalse(found.read());
    }
    search.room.write(new MarkingRead(Requests.markRead(id), bo));
    assertTrue(search.ask(bo, "token").messages().getFirst().read());
  }

  @Test
  void mailOfOthersIsNotFound() {
    search.send(ada, "token for bo", "bo");
    search.send(ada, "token for the role", "reviewer");
    search.send(ada, "token for everybody");

    assertEquals(List.of("token for everybody"), search.texts(cy, "token"));
    assertEquals(3, search.texts(bo, "token").size());
    assertEquals(3, search.texts(ada, "token").size());
    assertEquals(List.of("token for everybody"), search.texts(new AgentId("stranger"), "token"));
  }

  @Test
  void groupMailIsFoundByWhoeverIsAMemberNow() {
    search.room.write(new GroupCreation(new CreateGroup("crew", null, ada)));
    search.send(ada, "token for the crew", "crew");
    assertEquals(List.of(), search.texts(cy, "token"));

    search.room.write(new MemberAddition(new AddGroupMember("crew", "agent", "cy", ada)));
    assertEquals(List.of("token for the crew"), search.texts(cy, "token"));

    search.room.write(new MemberRemoval(new RemoveGroupMember("crew", "agent", "cy", ada)));
    assertEquals(List.of(), search.texts(cy, "token"));
  }

  @Test
  void authorRecipientAndTimeNarrowTheSearch() {
    search.send(ada, "token one", "bo");
    search.send(bo, "token two", "ada");
    search.room.pass(Duration.ofHours(1));
    var later = search.room.time();
    search.send(ada, "token three", "cy");
    search.send(ada, "token four");

    assertEquals(List.of("token two"), search.texts(ada, "token", bo, null, null));
    assertEquals(List.of("token four", "token three"), search.texts(ada, "token", null, "@cy", null));
    assertEquals(List.of("token four", "token one"), search.texts(ada, "token", null, "bo", null));
    assertEquals(List.of("token four"), search.texts(ada, "token", null, "everyone", null));
    assertEquals(List.of("token four", "token three"), search.texts(ada, "token", null, null, later));
    assertEquals(List.of("token three"), search.texts(cy, "token", ada, "cy", later)
        .stream()
        .filter(text -> !text.endsWith("four"))
        .toList());
    assertEquals(List.of(), search.texts(ada, "token", ada, "tester", null));
    assertEquals(List.of(), search.texts(ada, "token", new AgentId("nobody"), null, null));
    assertEquals(List.of(), search.texts(ada, "token", null, "nobody", null));
    assertThrows(Refused.class,
        () -> search.ask(new SearchMessages("x", ada, null, " @", null, 0, null)));
  }

  @Test
  void onlyTheVisibleAuthorCountsWhenAPersonWroteForAnAgent() {
    search.room.write(new UserRegistration(new RegisterUser("mira", null)));
    var mira = new AgentId("user:mira");
    search.room.start(mira);
    search.room.write(new Sending(Requests.send("token from above").to("bo").actingAs("ada").build(), mira));

    assertEquals(List.of("token from above"), search.texts(bo, "token", ada, null, null));
    assertEquals(List.of(), search.texts(bo, "token", mira, null, null));
    assertEquals(List.of(), search.texts(mira, "token"));
  }

  @Test
  void anEditIsFoundByItsNewWordsOnly() {
    var id = search.send(ada, "the old token", "bo");
    assertEquals(1, search.texts(bo, "old").size());
    search.room.write(new Editing(new EditMessage(id, "the new key", null, ada), ada));

    assertEquals(List.of(), search.texts(bo, "old"));
    assertEquals(List.of("the new key"), search.texts(bo, "new key"));
  }

  @Test
  void whatIsDeletedOrPurgedIsNotFound() {
    var id = search.send(ada, "secret one", "bo");
    search.send(ada, "secret two", "bo");
    search.room.write(new Deletion(new DeleteMessage(id, null, ada), ada));
    assertEquals(List.of("secret two"), search.texts(bo, "secret"));

    search.room.pass(Duration.ofHours(1));
    var now = search.room.time();
    search.room.write(view -> Outcome.of("", new PurgeExecuted(view.timeFor(), now)));
    search.room.start(ada);
    search.send(ada, "secret three", "bo");
    assertEquals(List.of("secret three"), search.texts(bo, "secret"));
  }

  @Test
  void whatADeletedAgentWroteIsNotFound() {
    search.send(cy, "token from cy", "bo");
    search.send(ada, "token from ada", "bo");
    search.room.write(view -> Outcome.of("", new AgentCleanedUp(view.timeFor(), cy, null, null)));

    assertEquals(List.of("token from ada"), search.texts(bo, "token"));
  }

  @Test
  void nothingShowsThroughThatTheIndexHasNotLearntOfYet() {
    var edited = search.send(ada, "secret plan", "bo");
    var deleted = search.send(ada, "secret key", "bo");
    search.send(ada, "secret lunch", "bo");
    assertEquals(3, search.texts(bo, "secret").size());

    var hold = search.holdUpIndex();
    search.room.write(new Editing(new EditMessage(edited, "harmless", null, ada), ada));
    search.room.write(new Deletion(new DeleteMessage(deleted, null, ada), ada));
    var answer = search.ask(bo, "secret");
    assertEquals(List.of("secret lunch"),
        contents(answer));
    assertTrue(answer.incomplete());
    assertTrue(answer.totalIsEstimate());
    hold.close();
    assertEquals(List.of("secret lunch"), search.texts(bo, "secret"));
  }

  @Test
  void theBestComesFirstAndPagesNeitherLoseNorRepeat() {
    for (int i = 0; i < 60; i++) {
      search.send(ada, "token " + "filler ".repeat(i % 7) + "cache " + i, "bo");
    }
    search.send(ada, "token cache token cache", "bo");
    var whole = search.whole(request(bo, "token cache"));
    assertEquals("token cache token cache", whole.messages().getFirst().body().content());
    var scores = whole.messages().stream().map(message -> message.score()).toList();
    assertEquals(scores.stream().sorted((a, b) -> Double.compare(b, a)).toList(), scores);

    assertEquals(ids(whole), pages(new SearchMessages("token cache", bo, null, null, null, 7, null), 61));
  }

  @Test
  void manyLongTextsThatConsistOfTheWordsAreComparedInLittleMemory() {
    search.arrive(60, i -> "a ".repeat(31_000) + "b".repeat(i % 2), _ -> "bo");
    var query = "a \"a a\" \"a a a\" \"a a a a\" a* \"a a*\" \"a a a*\"";
    var answer = search.whole(new SearchMessages(query, bo, null, null, null, 3, null));

    assertEquals(60, answer.total());
    assertEquals(3, answer.messages().size());
  }

  @Test
  void ofVeryManyTheNewestComeFirst() {
    search.arrive(1100, i -> "token " + i, _ -> "bo");
    var first = search.whole(new SearchMessages("token", bo, null, null, null, 3, null));
    assertEquals(List.of("token 1099", "token 1098", "token 1097"),
        contents(first));
    assertEquals(1100, first.total());
    assertNotNull(first.next());

    var pages = pages(new SearchMessages("token", bo, null, null, null, 100, null), 1100);
    assertEquals(1100, new HashSet<>(pages).size());
  }

  @Test
  void nobodysMailIsCountedAmongVeryManyMatchesOfOthers() {
    search.arrive(4100, i -> "token " + i, i -> i % 2000 == 0 ? "cy" : "bo");
    var answer = search.whole(request(cy, "token"));
    assertEquals(List.of("token 4000", "token 2000", "token 0"),
        contents(answer));
    assertTrue(answer.totalIsEstimate());
    assertNull(answer.next());
  }

  @Test
  void wordsOfManyLanguagesAreFound() {
    search.send(ada, "Die Übersicht ist fertig", "bo");
    search.send(ada, "検索機能を追加した", "bo");
    search.send(ada, "검색 기능을 추가했다", "bo");
    search.send(ada, "готово, ёлка", "bo");
    search.send(ada, "shipped 🚀 today", "bo");

    assertEquals(List.of("Die Übersicht ist fertig"), search.texts(bo, "ubersicht"));
    assertEquals(List.of("検索機能を追加した"), search.texts(bo, "追加"));
    assertEquals(List.of("검색 기능을 추가했다"), search.texts(bo, "기능"));
    assertEquals(List.of("готово, ёлка"), search.texts(bo, "елка"));
    assertEquals(List.of("shipped 🚀 today"), search.texts(bo, "🚀"));
    assertEquals(List.of(), search.texts(bo, "加追"));
  }

  @Test
  void noQueryIsEverAnErrorOfTheDatabase() {
    search.send(ada, "token refresh", "bo");
    for (var query : List.of("\"", "\"\"\"", "token\"", "\"token", "token AND", "OR token", "NOT",
        "NEAR(token, 2)",
        "body:token", "{body}: token", "^token", "token*", "*token", "tok* *", "token)", "(token", "token;--",
        "'token'", "token' OR 1=1 --", "\0token", "😀 token", "-token", "--token", "+token", "token NEAR/3 x",
        "a*b*c*", "\\", "%", "_", "💥💥", "\ud800", "\u202etoken", "token\nrefresh", "x'41'",
        "words MATCH 'a'",
        "\"a\" \"b", "\"*", "**")) {
      try {
        assertTrue(search.whole(request(bo, query)).total() <= 1, query);
      } catch (Refused refused) {
        assertTrue(refused.text().startsWith("query is required") || refused.text().contains("no word"),
            refused.text());
      }
    }
  }

  @Test
  void aTokenThatNoAnswerGaveIsRefused() {
    for (var token : List.of("x", "t", "t12", "s" + "0".repeat(31), "t" + "g".repeat(16),
        "t'; DROP TABLE docs")) {
      var refused = assertThrows(Refused.class,
          () -> search.ask(new SearchMessages("token", bo, null, null, null, 0, token)));
      assertTrue(refused.text().startsWith("invalid before"), refused.text());
    }
  }

  private List<MessageId> pages(SearchMessages first, int wanted) {
    var ids = new ArrayList<MessageId>();
    var answer = search.whole(first);
    ids.addAll(ids(answer));
    while (answer.next() != null) {
      assertTrue(ids.size() < wanted, "there are no more than " + wanted);
      answer = search.whole(new SearchMessages(first.query(), first.callerAgentId(), null, null, null,
          first.limit(), answer.next()));
      ids.addAll(ids(answer));
    }
    assertEquals(wanted, ids.size());
    return ids;
  }

  @Test
  void aTextWithANulCharacterIsFoundAndShownToItsEnd() {
    String text = "first words\u0000behind it a zebra";
    search.send(ada, text, "bo");

    for (String query : List.of("first", "zebra", "first zebra")) {
      assertEquals(List.of(text), search.texts(bo, query), query);
    }
  }

  @Test
  void aRareWordIsFoundBehindANulCharacterToo() {
    search.arrive(1500, i -> "the token of case " + i + (i == 7 ? "\u0000unusual" : " usual"), _ -> "bo");

    assertEquals(List.of("the token of case 7\u0000unusual"), search.texts(bo, "token unusual"));
  }
}
