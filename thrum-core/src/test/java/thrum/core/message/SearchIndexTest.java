package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import thrum.core.agent.RoomStore;
import thrum.core.cleanup.AgentRemoval;
import thrum.core.journal.Outcome;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.message.EditMessage;
import thrum.protocol.message.SearchMessages;
import thrum.protocol.time.LogTime;

/** The index follows whatever happens to messages, and is the same when it is made again. */
final class SearchIndexTest extends InASearchRoom {

  private static final List<String> VOCABULARY =
      List.of("token", "cache", "review", "Übersicht", "検索", "build", "retry", "🚀");

  @Test
  void afterARebuildOfBothDatabasesEveryAnswerIsTheSame() {
    history(150, new Random(3));
    var before = answers();

    search.meanwhile(room -> {
      search.removeIndex();
      room.rebuild();
    });
    assertEquals(before, answers());
    search.meanwhile(RoomStore::rebuild);
    assertEquals(before, answers());
    search.meanwhile(room -> search.removeIndex());
    assertEquals(before, answers());
    search.meanwhile(RoomStore::reopen);
    assertEquals(before, answers());
  }

  @Test
  void whatItAnswersIsWhatALookAtEveryMessageGives() {
    history(90, new Random(11));
    for (var word : VOCABULARY) {
      var expected = search.room.read(sql -> sql.all(
          "SELECT body_content FROM messages WHERE deleted = 0 AND body_content LIKE ? ORDER BY 1",
          row -> row.text(1), "%" + word + "%"));
      assertEquals(expected, search.texts(ada, word).stream().sorted().toList(), word);
    }
  }

  @Test
  void aFileDeletedUnderARunningIndexIsMadeAgain() throws IOException {
    search.send(ada, "token one", "bo");
    assertEquals(1, search.texts(bo, "token").size());

    Files.delete(search.file());
    assertEquals(1, search.texts(bo, "token").size());
    assertTrue(Files.exists(search.file()));
    search.send(ada, "token two", "bo");
    assertEquals(2, search.texts(bo, "token").size());
  }

  @Test
  void aFileThatIsNoDatabaseIsMadeAgain() {
    search.send(ada, "token one", "bo");
    assertEquals(1, search.texts(bo, "token").size());

    for (byte[] odd : List.of(new byte[0], "no database at all, but long enough to be read".repeat(200)
        .getBytes(StandardCharsets.UTF_8))) {
      search.meanwhile(room -> {
        search.removeIndex();
        Files.write(search.file(), odd);
      });
      assertEquals(1, search.texts(bo, "token").size());
    }
  }

  @Test
  void aDamagedFileIsMadeAgain() throws IOException {
    history(150, new Random(5));
    var before = answers();
    search.meanwhile(room -> {
      byte[] bytes = Files.readAllBytes(search.file());
      for (int at = 8192; at < bytes.length; at++) {
        bytes[at] = (byte) (at * 31);
      }
      Files.write(search.file(), bytes);
    });
    search.send(ada, "one more", "bo");
    assertEquals(before, answers());
  }

  @Test
  void messagesThatArriveLateStandWhereTheyBelong() {
    var then = search.room.time();
    search.room.pass(Duration.ofDays(1));
    search.send(ada, "token today", "bo");
    assertEquals(1, search.texts(ada, "token").size());

    var id = new MessageId("msg_late");
    search.meanwhile(room -> room.arrive(
        new MessageEdited(LogTime.ofNanos(then.nanos() + 5), id, body("token edited")),
        created(id, LogTime.ofNanos(then.nanos() + 3), "token from elsewhere")));

    assertEquals(List.of("token today", "token edited"), search.texts(bo, "token"));
    assertEquals(List.of(), search.texts(bo, "elsewhere"));
  }

  @Test
  void manyMessagesOfOneInstantAreAllFoundAndChanged() {
    var at = search.room.time();
    var events = new ArrayList<MessageCreated>();
    for (int i = 0; i < 500; i++) {
      events.add(created(new MessageId("msg_crowd" + i), at, "crowd token" + i));
    }
    search.meanwhile(room -> room.arrive(events.toArray(MessageCreated[]::new)));
    assertEquals(500, search.whole(new SearchMessages("crowd", bo, null, null, null, 100, null)).total());

    search.meanwhile(room -> room.arrive(
        new MessageEdited(LogTime.ofNanos(at.nanos() + 1), new MessageId("msg_crowd77"), body("alone"))));
    assertEquals(499, search.whole(new SearchMessages("crowd", bo, null, null, null, 100, null)).total());
    assertEquals(List.of("alone"), search.texts(bo, "alone"));
  }

  @Test
  void nothingOfWhatWasPurgedStaysInItsFile() throws IOException {
    search.send(ada, "unmistakablesecret", "bo");
    assertEquals(1, search.texts(bo, "unmistakablesecret").size());
    search.room.pass(Duration.ofHours(1));
    var now = search.room.time();
    search.room.write(view -> Outcome.of("", new PurgeExecuted(view.timeFor(), now)));
    assertEquals(List.of(), search.texts(bo, "unmistakablesecret"));
    search.meanwhile(RoomStore::reopen);

    try (Stream<Path> files = Files.list(search.file().resolveSibling("."))) {
      for (var file : files.filter(f -> f.getFileName().toString().startsWith("search.db")).toList()) {
        assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("unmistakablesecret"),
            file.toString());
      }
    }
  }

  @Test
  void afterTheLinesOfADeletedAgentAreGoneItIsWholeWithoutAnotherCommit() {
    var cy = search.agent("cy", "tester");
    search.send(cy, "token from cy", "bo");
    search.send(ada, "token from ada", "bo");
    var seen = new ArrayList<String>();

    // whoever asks for the checkouts the last time does so when the tombstone is written and the lines still
    // stand
    new AgentRemoval(search.room.store(), search.room.layout(), RoomStore.DAEMON, () -> {
      seen.clear();
      seen.addAll(search.texts(bo, "token"));
      return List.of();
    }, () -> {}).delete(cy);

    assertEquals(List.of("token from ada"), seen);
    assertEquals(List.of("token from ada"), search.texts(bo, "token"));
  }

  @Test
  void aRemovalWithAWriterAtWorkEndsInAWholeIndex() throws Exception {
    var cy = search.agent("cy", "tester");
    for (int i = 0; i < 300; i++) {
      search.send(cy, "token from cy " + i, "bo");
    }
    var writing = new AtomicBoolean(true);
    var sent = new AtomicInteger();
    var writer = Thread.ofPlatform().start(() -> {
      while (writing.get()) {
        search.send(ada, "token " + sent.getAndIncrement(), "bo");
        search.ask(bo, "token");
      }
    });
    try {
      new AgentRemoval(search.room.store(), search.room.layout(), RoomStore.DAEMON, List::of, () -> {})
          .delete(cy);
    } finally {
      writing.set(false);
      writer.join();
    }

    var answer = search.whole(new SearchMessages("token", bo, null, null, null, 1, null));
    assertEquals(sent.get(), answer.total());
    assertEquals(List.of(), search.texts(bo, "cy"));
  }

  @Test
  void aProcessKilledWhileItIndexesLeavesNothingWrong() throws Exception {
    history(100, new Random(8));
    search.arrive(4000, i -> VOCABULARY.get(i % VOCABULARY.size()) + " " + i, _ -> "bo");
    var before = answers();
    for (int round = 0; round < 2; round++) {
      search.meanwhile(room -> search.removeIndex());
      search.close();
      IndexingProcess.killedAfter(directory, search.file(), 60_000L * (round + 1));
      search = new SearchRoom(directory);
      assertEquals(before, answers());
    }
  }

  private List<String> answers() {
    return search.answers(List.of(ada, bo, new AgentId("cy")), VOCABULARY, UnaryOperator.identity());
  }

  /** Messages to all and to one, with edits and deletions. */
  private void history(int messages, Random random) {
    var sent = new ArrayList<MessageId>();
    for (int i = 0; i < messages; i++) {
      var author = random.nextBoolean() ? ada : bo;
      var other = author.equals(ada) ? "bo" : "ada";
      sent.add(random.nextInt(4) == 0 ? search.send(author, text(random))
          : search.send(author, text(random), other));
      search.room.pass(Duration.ofSeconds(random.nextInt(3)));
      var some = sent.get(random.nextInt(sent.size()));
      if (random.nextInt(6) == 0) {
        attempt(
            () -> search.room.write(new Editing(new EditMessage(some, text(random), null, author), author)));
      } else if (random.nextInt(12) == 0) {
        attempt(() -> search.room.write(new Deletion(new DeleteMessage(some, null, author), author)));
      } else if (random.nextInt(30) == 0) {
        search.ask(bo, "token");
      }
    }
  }

  /** What only the author may do, or only once, may be refused. */
  private static void attempt(Runnable change) {
    try {
      change.run();
    } catch (Refused expected) {
      assertFalse(expected.text().isEmpty());
    }
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int words = 1 + random.nextInt(6); words > 0; words--) {
      text.append(VOCABULARY.get(random.nextInt(VOCABULARY.size()))).append(' ');
    }
    return text.append(random.nextInt(100)).toString();
  }

  private MessageCreated created(MessageId id, LogTime at, String text) {
    return new MessageCreated(at, id, null, ada, new SessionId("ses_elsewhere"), body(text), List.of(),
        List.of(),
        List.of(), null, false);
  }

  private static Body body(String text) {
    return new Body(Body.MARKDOWN, text, null);
  }
}
