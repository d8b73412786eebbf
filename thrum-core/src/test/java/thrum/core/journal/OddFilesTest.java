package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.edit;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;
import static thrum.core.journal.TestStore.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands among the log files and in them without being ours (03 §4.3, ruling 41). */
class OddFilesTest {

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void aDirectoryOrALinkInTheWayOfAShardIsMovedAside() throws Exception {
    Path outside = root.resolve("outside");
    Files.writeString(outside, "");
    Files.createDirectories(files.shard("ada"));
    Files.createSymbolicLink(files.shard("bo"), outside);
    try (var store = files.open()) {
      store.write(message("ada", "one"));
      store.write(message("bo", "two"));
      assertEquals(List.of("one", "two"), files.messagesInLog());
      assertEquals(List.of("one", "two"), messages(store));
    }
    assertEquals("", Files.readString(outside), "nothing is written through a link");
    try (var kept = Files.list(files.var.resolve("rescue"))) {
      assertEquals(2, kept.count());
    }
  }

  @Test
  void linesThatAreNoEventsStayAndAreCounted() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "one"));
      store.write(session("ada", "tokens"));
    }
    String odd = "not json\n\n[1]\n{\"type\":\"x\"}\n";
    Files.writeString(files.shard("ada"), odd, StandardOpenOption.APPEND);
    Files.writeString(files.local(), "{\"no\":\"id\"}\n", StandardOpenOption.APPEND);
    try (var store = files.open()) {
      store.write(message("ada", "two"));
      assertEquals(3, store.health().skippedLines().get("messages/ada.jsonl"));
      assertEquals(1, store.health().skippedLines().get("local.jsonl"));
      assertEquals(List.of("one", "two"), messages(store));
    }
    try (var store = files.open()) {
      assertEquals(3, store.health().skippedLines().get("messages/ada.jsonl"), "known though not read again");
    }
    assertTrue(Files.readString(files.shard("ada")).contains(odd));
    Files.delete(files.database());
    try (var store = files.open()) {
      assertEquals(3, store.health().skippedLines().get("messages/ada.jsonl"));
      assertEquals(1, store.health().skippedLines().get("local.jsonl"));
    }
  }

  @Test
  void linesAppendedByAnotherProgramWhileWeRunAreTaken() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "one"));
      Files.writeString(files.shard("ada"), line("evt_x", "two"), StandardOpenOption.APPEND);
      store.write(message("ada", "three"));
      assertEquals(List.of("one", "three", "two"), messages(store));
      Files.writeString(files.shard("ada"), line("evt_y", "four"), StandardOpenOption.APPEND);
      store.watchNow();
      assertEquals(List.of("four", "one", "three", "two"), messages(store));
      assertEquals(messages(store), files.messagesInLog());
    }
  }

  @Test
  void ofTwoLinesWithOneIdTheSmallerCountsAndBothStay() throws Exception {
    Files.createDirectories(files.shard("ada").getParent());
    Files.writeString(files.shard("ada"), line("evt_x", "zzz") + line("evt_x", "aaa"));
    try (var store = files.open()) {
      assertEquals(List.of("aaa"), messages(store));
      assertEquals(1, store.health().conflicts());
    }
    Files.writeString(files.shard("bo"), line("evt_x", "AAA"), StandardCharsets.UTF_8);
    try (var store = files.open()) {
      assertEquals(List.of("AAA"), messages(store));
      assertEquals(1, store.health().conflicts());
    }
    Files.delete(files.database());
    try (var store = files.open()) {
      assertEquals(List.of("AAA"), messages(store));
      assertEquals(1, store.health().conflicts());
      assertEquals(1, store.health().events());
      assertEquals(2, TestStore.lines(files.shard("ada")).size());
    }
  }

  @Test
  void ownNumbersSurviveARebuildAndForeignOnesFollow() throws Exception {
    List<String> before;
    try (var store = files.open()) {
      var id = store.write(message("ada", "one"));
      store.write(edit(id, "two"));
      store.write(message("bo", "three"));
      before = sequences(store);
    }
    Files.writeString(files.shard("ada"), line("evt_x", "foreign"), StandardOpenOption.APPEND);
    Files.delete(files.database());
    try (var store = files.open()) {
      assertEquals(before, sequences(store));
      long foreign = store.read(sql -> sql.number("SELECT sequence FROM events WHERE event_id = 'evt_x'"));
      assertTrue(foreign > 3, "number " + foreign);
      store.write(message("ada", "next"));
      assertEquals(5, store.health().events());
    }
  }

  private static List<String> sequences(EventStore store) {
    return store.read(sql -> sql.all(
        "SELECT event_id || ' ' || sequence FROM events WHERE origin_daemon = ? ORDER BY sequence",
        row -> row.text(1),
        TestStore.DAEMON.value()));
  }

  private static String line(String id, String content) {
    return "{\"agent_id\":\"ada\",\"body\":{\"content\":\"" + content
        + "\",\"format\":\"markdown\"},\"event_id\":\"" + id
        + "\",\"message_id\":\"msg_" + id
        + "\",\"origin_daemon\":\"d_other\",\"sequence\":1,\"session_id\":\"ses_9\","
        + "\"timestamp\":\"2026-02-03T17:00:00Z\",\"type\":\"message.create\",\"v\":1}\n";
  }
}
