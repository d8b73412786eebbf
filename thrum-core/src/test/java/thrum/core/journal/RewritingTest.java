package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.log.LogReader;

/** Rulings 62, 63 and 73: files replaced under the running journal. */
class RewritingTest {

  private static final String SHARD = "messages/ada.jsonl";

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void whatIsWrittenDuringARewriteIsCarriedOver() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      boolean done = store.rewriting().rewrite(SHARD, (snapshot, lines) -> {
        lines.add(line(foreign("from elsewhere")));
        copy(snapshot, lines);
        store.write(message("ada", "meanwhile"));
        return Optional.of(Set.of());
      });
      assertTrue(done);
      store.write(message("ada", "after"));
      var all = List.of("after", "before", "from elsewhere", "meanwhile");
      assertEquals(all, files.messagesInLog());
      assertEquals(all, messages(store));
      assertEquals(0, marks(store));
    }
    try (var store = files.open()) {
      assertEquals(List.of("after", "before", "from elsewhere", "meanwhile"), messages(store));
    }
  }

  @Test
  void aRewriteStartsOverWhenTheFileWasReplacedMeanwhile() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      var attempts = new AtomicInteger();
      store.rewriting().rewrite(SHARD, (snapshot, lines) -> {
        copy(snapshot, lines);
        if (attempts.incrementAndGet() == 1) {
          replaceByItself(files.shard("ada"));
          store.watchNow();
          store.write(message("ada", "into the other file"));
        }
        return Optional.of(Set.of());
      });
      assertEquals(2, attempts.get());
      assertEquals(List.of("before", "into the other file"), files.messagesInLog());
      assertEquals(List.of("before", "into the other file"), messages(store));
    }
  }

  @Test
  void aRewriteThatChangesNothingLeavesNothingBehind() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      assertFalse(store.rewriting().rewrite(SHARD, (snapshot, lines) -> Optional.empty()));
      try (var entries = Files.list(files.shard("ada").getParent())) {
        assertEquals(List.of(files.shard("ada")), entries.toList());
      }
    }
  }

  @Test
  void aRewriteThatFailsLeavesTheOldFile() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      for (var step : List.of(FaultyDisk.Step.APPEND, FaultyDisk.Step.FORCE, FaultyDisk.Step.RENAME)) {
        files.disk.failOnce(step, 1);
        assertThrows(IOException.class, () -> store.rewriting().rewrite(SHARD, (snapshot, lines) -> {
          copy(snapshot, lines);
          return Optional.of(Set.of());
        }));
        files.disk.heal();
        store.write(message("ada", "after " + step));
      }
      assertEquals(4, messages(store).size());
      assertEquals(messages(store), files.messagesInLog());
    }
  }

  @Test
  void linesTakenOutOnPurposeGoTogetherWithTheirRows() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "goes"));
      store.write(message("ada", "stays"));
      String id = files.idsInLog().firstKey();
      store.rewriting().rewrite(SHARD, (snapshot, lines) -> {
        for (String line : TestStore.lines(snapshot.path())) {
          if (!line.contains(id)) {
            lines.add(line(line));
          }
        }
        return Optional.of(Set.of(id));
      });
      assertEquals(1, store.health().events());
    }
    try (var store = files.open()) {
      assertEquals(1, store.health().events());
      assertEquals(1, files.idsInLog().size());
    }
  }

  /**
   * A kill before the mark, between mark and rename, after the rename, and while the new lines are applied.
   */
  @Test
  void aKillAtAnyStepOfARewriteLosesAndDoublesNothing() throws Exception {
    var crashes = new ArrayList<TestStore>();
    try (var store = files.open()) {
      store.write(message("ada", "one"));
      store.write(message("ada", "two"));
      files.disk.fault((step, path) -> crashes.add(files.copyTo(root.resolve("crash" + crashes.size()))));
      store.rewriting().rewrite(SHARD, (snapshot, lines) -> {
        for (int i = 0; i < 200; i++) {
          lines.add(line(foreign("foreign " + i)));
        }
        copy(snapshot, lines);
        store.write(message("ada", "three"));
        return Optional.of(Set.of());
      });
      files.disk.heal();
      store.onCommit(committed -> crashes.add(files.copyTo(root.resolve("crash" + crashes.size()))));
      store.write(message("ada", "four"));
    }
    assertTrue(crashes.size() > 5, "copied at every step");
    boolean renamed = false;
    for (TestStore crash : crashes) {
      var inLog = crash.messagesInLog();
      renamed |= inLog.size() > 200;
      try (var store = crash.open()) {
        assertTrue(messages(store).containsAll(List.of("one", "two")));
        assertEquals(inLog, messages(store), "what the log holds is what is shown");
        assertEquals(inLog, crash.messagesInLog());
        assertEquals(0, marks(store));
      }
    }
    assertTrue(renamed);
  }

  /** An inode may be used again: then only the mark tells that the file's beginning is new. */
  @Test
  void aMarkedFileIsComparedByEventIdEvenWhenInodeAndLengthFit() throws Exception {
    var crash = new ArrayList<TestStore>();
    try (var store = files.open()) {
      store.write(message("ada", "one"));
      files.disk.fault((step, path) -> {
        if (step == FaultyDisk.Step.FORCE_DIRECTORY && crash.isEmpty()) {
          crash.add(files.copyTo(root.resolve("crash")));
        }
      });
      store.rewriting().rewrite(SHARD, (snapshot, lines) -> {
        lines.add(line(foreign("new at the beginning")));
        copy(snapshot, lines);
        return Optional.of(Set.of());
      });
    }
    var killed = crash.getFirst();
    long inode = (Long) Files.getAttribute(killed.shard("ada"), "unix:ino");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + killed.database());
        var statement = connection.createStatement()) {
      assertEquals(1,
          statement.executeUpdate("UPDATE log_positions SET inode = " + inode + " WHERE rewritten = 1"));
    }
    try (var store = killed.open()) {
      assertEquals(List.of("new at the beginning", "one"), messages(store));
      assertEquals(0, marks(store));
    }
  }

  @Test
  void anEditedBeginningIsFoundInTheBackgroundAndBothSidesAreCompleted() throws Exception {
    try (var store = files.open()) {
      for (int i = 0; i < 5; i++) {
        store.write(message("ada", "message " + i));
      }
    }
    var lines = new ArrayList<>(TestStore.lines(files.shard("ada")));
    String before = lines.get(1);
    lines.set(1,
        before.replace("message 1", "massage 1")
            .replaceAll("evt_.{26}", "evt_01KGJAPPCSJAGS73MGQFM8RSAB")
            .replaceAll("msg_.{26}", "msg_01KGJAPPCSJAGS73MGQFM8RSAB"));
    overwriteInPlace(files.shard("ada"), String.join("\n", lines) + "\n");
    try (var store = files.open()) {
      assertEquals(5, messages(store).size(), "inode and length fit, so the start reads nothing");
      assertEquals(1, store.verifyLogs());
      assertEquals(6, messages(store).size());
      assertEquals(messages(store), files.messagesInLog());
      assertEquals(0, store.verifyLogs());
    }
  }

  private static long marks(EventStore store) {
    return store.read(sql -> sql.number("SELECT count(*) FROM log_positions WHERE rewritten <> 0"));
  }

  private static void copy(LogSnapshot snapshot, Rewriting.LineSink lines) throws IOException {
    try (var reader = new LogReader(snapshot.path(), 0, snapshot.length())) {
      for (var line = reader.next(); line != null; line = reader.next()) {
        lines.add(line.bytes());
      }
    }
  }

  private static void replaceByItself(Path file) throws IOException {
    Path copy = file.resolveSibling("copy");
    Files.copy(file, copy);
    Files.move(copy, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void overwriteInPlace(Path file, String text) throws IOException {
    assertEquals(Files.size(file), text.length());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.WRITE);
  }

  private static byte[] line(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String foreign(String content) {
    String id = thrum.protocol.id.Ulid.encode(1_770_141_730_123L + content.hashCode() % 1000,
        new byte[]{1, 2, 3, 4, 5, 6,
          (byte) (content.hashCode() >> 24), (byte) (content.hashCode() >> 16),
          (byte) (content.hashCode() >> 8),
          (byte) content.hashCode()});
    return "{\"agent_id\":\"ada\",\"body\":{\"content\":\"" + content
        + "\",\"format\":\"markdown\"},\"event_id\":\"evt_" + id
        + "\",\"message_id\":\"msg_" + id
        + "\",\"origin_daemon\":\"d_other\",\"sequence\":7,\"session_id\":\"ses_9\","
        + "\"timestamp\":\"2026-02-03T17:00:00Z\",\"type\":\"message.create\",\"v\":1}";
  }
}
