package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.edit;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;
import static thrum.core.journal.TestStore.register;
import static thrum.core.journal.TestStore.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rulings 67 and 75: a database that vanished, was replaced, is damaged or is somebody else's. */
class DatabaseSwapTest {

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  private void fill(EventStore store) {
    store.write(register("ada"));
    store.write(register("bo"));
    store.write(session("ada", "tokens"));
    var id = store.write(message("ada", "one"));
    store.write(edit(id, "two"));
    store.write(message("bo", "three"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDatabaseRemovedUnderARunningDaemonIsBuiltAnew(boolean withItsLog) throws Exception {
    try (var store = files.open()) {
      fill(store);
      var before = TestStore.tables(store);
      String epoch = store.health().epoch();
      Files.delete(files.database());
      if (withItsLog) {
        Files.delete(Path.of(files.database() + "-wal"));
        Files.delete(Path.of(files.database() + "-shm"));
      }
      store.write(message("bo", "into a file that has no name"));
      store.watchNow();
      assertTrue(Files.exists(files.database()));
      assertNotEquals(epoch, store.health().epoch());
      assertEquals(List.of("into a file that has no name", "three", "two"), messages(store));
      assertEquals(before.get("session_notes"), TestStore.tables(store).get("session_notes"));
      store.write(message("bo", "later"));
      assertEquals(4, messages(store).size());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDatabaseRemovedWhileNobodyRunsIsBuiltAnewWithOrWithoutItsLogLeftBehind(boolean logLeft)
      throws Exception {
    SortedMap<String, List<String>> before;
    TestStore copy;
    try (var store = files.open()) {
      fill(store);
      before = TestStore.tables(store);
      copy = files.copyTo(root.resolve("copy")); // as after a kill: the write-ahead log is there
    }
    Files.delete(copy.database());
    if (!logLeft) {
      Files.delete(Path.of(copy.database() + "-wal"));
      Files.delete(Path.of(copy.database() + "-shm"));
    }
    try (var store = copy.open()) {
      assertEquals(before, TestStore.tables(store));
    }
  }

  @Test
  void aDatabaseReplacedUnderARunningDaemonIsSetAside() throws Exception {
    try (var store = files.open()) {
      fill(store);
      var before = TestStore.tables(store);
      Path other = root.resolve("other.db");
      execute(other, "CREATE TABLE somebody_elses (x)");
      Files.move(other, files.database(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      store.watchNow();
      assertEquals(before, TestStore.tables(store));
      assertTrue(Files.exists(Path.of(files.database() + ".bad")));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 16, 51})
  void aDatabaseOfAnotherProgramIsKeptUnderItsNumberAndNotRead(long version) throws Exception {
    execute(files.database(), "CREATE TABLE schema_version (version INTEGER NOT NULL)",
        "INSERT INTO schema_version VALUES (" + version + ")", "CREATE TABLE messages (message_id TEXT)");
    for (int i = 0; i < 2; i++) {
      try (var store = files.open()) {
        store.write(message("ada", "mine " + i));
        assertEquals(i + 1, messages(store).size());
      }
    }
    assertTrue(Files.exists(Path.of(files.database() + ".v" + version + ".bak")));
  }

  @Test
  void aFileThatIsNoDatabaseIsSetAside() throws Exception {
    Files.writeString(files.database(), "not a database, but long enough to look like one ".repeat(100));
    try (var store = files.open()) {
      store.write(message("ada", "one"));
      assertEquals(List.of("one"), messages(store));
    }
    assertTrue(Files.readString(Path.of(files.database() + ".bad")).startsWith("not a database"));
  }

  @Test
  void aDatabaseThatAnotherProgramWroteToIsBuiltAnew() throws Exception {
    SortedMap<String, List<String>> before;
    try (var store = files.open()) {
      fill(store);
      before = TestStore.tables(store);
    }
    execute(files.database(),
        """
            INSERT INTO events (sequence, event_id, type, timestamp, origin_daemon, event_json, ts_ns, entity_kind, entity_id)
            VALUES (4711, 'evt_alien', 'agent.cleanup', '2026-02-03T18:02:10Z', 'd_x', '{}', 1, 'agent', 'ada')""");
    try (var store = files.open()) {
      assertEquals(before, TestStore.tables(store));
    }
  }

  @Test
  void aDatabaseDamagedInTheMiddleIsBuiltAnewOnceThatIsNoticed() throws Exception {
    try (var store = files.open()) {
      for (int i = 0; i < 50; i++) {
        store.write(message("ada", "x".repeat(2000) + i));
      }
    }
    byte[] bytes = Files.readAllBytes(files.database());
    java.util.Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
    Files.write(files.database(), bytes);
    try (var store = files.open()) {
      store.write(message("ada", "later"));
      assertEquals(51, messages(store).size());
    }
  }

  @Test
  void aNewDatabaseIsNeverSeenThroughAnOldWriteAheadLog() throws Exception {
    TestStore copy;
    try (var store = files.open()) {
      store.write(message("ada", "only in the old write-ahead log"));
      copy = files.copyTo(root.resolve("copy"));
    }
    Files.delete(copy.database());
    Files.delete(copy.shard("ada"));
    try (var store = copy.open()) {
      assertEquals(List.of(), messages(store));
    }
  }

  @Test
  void anOddPathIsNoHindrance() {
    var odd = new TestStore(root.resolve("a b?c#d%20é"));
    try (var store = odd.open()) {
      store.write(message("ada", "one"));
      assertEquals(List.of("one"), messages(store));
      assertTrue(Files.exists(odd.database()));
    }
  }

  private static void execute(Path database, String... statements) throws IOException, SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }
}
