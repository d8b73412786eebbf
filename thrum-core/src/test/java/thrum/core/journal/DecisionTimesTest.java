package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.edit;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.MessageId;

/** Ruling 70: what is acknowledged later sorts later, whatever the clock does. */
class DecisionTimesTest {

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void anEditAfterTheClockWasSetBackStillCountsAfterARebuild() throws Exception {
    try (var store = files.open()) {
      var id = store.write(message("ada", "first"));
      files.clock.set(files.clock.instant().minus(Duration.ofHours(3)));
      store.write(edit(id, "second"));
      assertEquals(List.of("second"), messages(store));
    }
    try (var store = files.open()) { // the time survives a restart
      files.clock.set(files.clock.instant().minus(Duration.ofHours(1)));
      var id = new MessageId(
          store.read(sql -> sql.one("SELECT message_id FROM messages", row -> row.text(1))).orElseThrow());
      store.write(edit(id, "third"));
    }
    Files.delete(files.database());
    try (var store = files.open()) {
      assertEquals(List.of("third"), messages(store));
      store.write(message("ada", "later"));
      assertEquals(List.of("third", "later"),
          store.read(
              sql -> sql.all("SELECT body_content FROM messages ORDER BY created_ns", row -> row.text(1))));
    }
  }

  @Test
  void anEditFollowsAnEventThatAnotherClockDated() throws Exception {
    Files.createDirectories(files.shard("ada").getParent());
    var ahead = files.clock.instant().plus(Duration.ofHours(5));
    Files.writeString(files.shard("ada"), foreign(ahead.toString()));
    try (var store = files.open()) {
      store.write(edit(new MessageId("msg_foreign"), "edited"));
      assertEquals(List.of("edited"), messages(store));
    }
    Files.delete(files.database());
    try (var store = files.open()) {
      assertEquals(List.of("edited"), messages(store));
    }
  }

  @Test
  void moreThanADayAheadIsRefusedNamingTheEvent() throws Exception {
    Files.createDirectories(files.shard("ada").getParent());
    Files.writeString(files.shard("ada"),
        foreign(files.clock.instant().plus(Duration.ofHours(30)).toString()));
    try (var store = files.open()) {
      var refused =
          assertThrows(Refused.class, () -> store.write(edit(new MessageId("msg_foreign"), "edited")));
      assertTrue(refused.text().contains("evt_foreign"), refused.text());
      store.write(message("ada", "others are not affected"));
    }
  }

  @Test
  void ownEventsMoreThanADayAheadRefuseEverythingUntilTheClockIsRight() {
    try (var store = files.open()) {
      store.write(message("ada", "from the future"));
      String id = files.idsInLog().firstKey();
      files.clock.set(files.clock.instant().minus(Duration.ofHours(25)));
      var refused = assertThrows(Refused.class, () -> store.write(message("ada", "now")));
      assertTrue(refused.text().contains(id), refused.text());
      files.clock.set(files.clock.instant().plus(Duration.ofHours(2)));
      store.write(message("ada", "now"));
    }
  }

  @Test
  void theFurthestInstantCanBeFollowedAndNoLaterOne() {
    try (var store = files.open()) {
      var furthest = store.write(view -> Outcome.of(view.furthest()));
      assertThrows(Refused.class,
          () -> store.write(view -> Outcome.of(view.timeAfter(furthest.plusNanos(1)))));
      assertEquals(furthest.plusNanos(1), store.write(view -> Outcome.of(view.timeAfter(furthest))));
    }
  }

  private static String foreign(String timestamp) {
    return "{\"agent_id\":\"ada\",\"body\":{\"content\":\"foreign\",\"format\":\"markdown\"},\"event_id\":\"evt_foreign\","
        + "\"message_id\":\"msg_foreign\",\"origin_daemon\":\"d_other\",\"sequence\":7,\"session_id\":\"ses_9\",\"timestamp\":\""
        + timestamp + "\",\"type\":\"message.create\",\"v\":1}\n";
  }
}
