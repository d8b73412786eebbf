package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;
import static thrum.core.journal.TestStore.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.core.projection.SqlFailure;
import thrum.protocol.failure.Broken;
import thrum.protocol.id.MessageId;

/** Ruling 66: after the force the lines stand, and the database follows. */
class CommitFailureTest {

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void aCommitThatFailsIsDoneAgainFromTheLogBeforeAnybodyIsAnswered() throws Exception {
    try (var store = files.open()) {
      var failed = new AtomicBoolean();
      files.probe = (sql, statement) -> {
        if (statement.equals("COMMIT") && Files.exists(files.shard("ada"))
            && !TestStore.lines(files.shard("ada")).isEmpty()
            && failed.compareAndSet(false, true)) {
          throw new SqlFailure(SqlFailure.IO_ERROR, "disk I/O error", null);
        }
      };
      var answers = TestStore.together(store, List.of(message("ada", "one"), message("ada", "two")));
      for (Future<MessageId> answer : answers) {
        assertNotNull(answer.get());
      }
      assertTrue(failed.get());
      assertEquals(List.of("one", "two"), messages(store));
      assertEquals(List.of("one", "two"), files.messagesInLog());
      assertEquals(2, store.health().sequence());
      store.write(message("ada", "three"));
      assertEquals(3, store.health().sequence());
    }
  }

  @Test
  void whenTheDatabaseCannotFollowNothingMoreIsWrittenAndARestartShowsTheLines() {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      var appended = new AtomicBoolean();
      files.disk.fault((step, path) -> appended.set(appended.get() || step == FaultyDisk.Step.APPEND));
      files.probe = (sql, statement) -> {
        if (appended.get()) {
          throw new SqlFailure(SqlFailure.IO_ERROR, "disk I/O error", null);
        }
      };
      var broken = assertThrows(Broken.class, () -> store.write(message("ada", "stands")));
      assertTrue(broken.toString().contains("outcome unknown"), broken.toString());
      assertThrows(Broken.class, () -> store.write(message("ada", "never")));
      files.probe = (sql, statement) -> {};
      files.disk.heal();
    }
    try (var store = files.open()) {
      assertEquals(List.of("before", "stands"), messages(store));
    }
  }

  @Test
  void writingGoesOnByItselfOnceTheDatabaseCanFollow() {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      var appended = new AtomicBoolean();
      files.disk.fault((step, path) -> appended.set(appended.get() || step == FaultyDisk.Step.APPEND));
      files.probe = (sql, statement) -> {
        if (appended.get()) {
          throw new SqlFailure(SqlFailure.FULL, "database or disk is full", null);
        }
      };
      assertThrows(Broken.class, () -> store.write(message("ada", "stands")));
      store.watchNow();
      assertThrows(Broken.class, () -> store.write(message("ada", "too early")));
      files.probe = (sql, statement) -> {};
      store.watchNow();
      store.write(message("ada", "later"));
      assertEquals(List.of("before", "later", "stands"), messages(store));
      assertEquals(messages(store), files.messagesInLog());
    }
  }

  @Test
  void aDatabaseThatLagsIsBroughtUpToTheLogs() {
    try (var store = files.open()) {
      store.write(message("ada", "one"));
      store.write(session("ada", "first"));
      var older = files.copyTo(root.resolve("older"));
      store.write(message("ada", "two"));
      store.write(message("bo", "three"));
      store.write(session("ada", "second"));
      var newer = files.copyTo(root.resolve("newer"));
      copyDatabase(older, newer);
      try (var reopened = newer.open()) {
        assertEquals(TestStore.tables(store), TestStore.tables(reopened));
        assertEquals(store.health().sequence(), reopened.health().sequence());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eventsWhoseFileWasRemovedAreWrittenBackToTheirShard(boolean whileRunning) throws Exception {
    var store = files.open();
    try {
      store.write(message("ada", "one"));
      store.write(message("bo", "two"));
      store.write(session("ada", "tokens"));
      var ids = files.idsInLog();
      var tables = TestStore.tables(store);
      if (whileRunning) {
        Files.delete(files.shard("ada"));
        Files.delete(files.local());
        store.watchNow();
      } else {
        store.close();
        Files.delete(files.shard("ada"));
        Files.delete(files.local());
        store = files.open();
      }
      assertEquals(ids, files.idsInLog());
      assertEquals(1, TestStore.lines(files.shard("ada")).size());
      assertEquals(1, TestStore.lines(files.local()).size());
      assertEquals(tables, TestStore.tables(store));
      store.write(message("ada", "three"));
      assertEquals(2, TestStore.lines(files.shard("ada")).size());
    } finally {
      store.close();
    }
  }

  @Test
  void whatAPurgeHidesIsNotWrittenBack() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "old"));
      store.write(TestStore.purgeAll());
      store.write(message("ada", "new"));
    }
    Files.writeString(files.shard("ada"),
        String.join("\n", TestStore.lines(files.shard("ada")).subList(1, 2)) + "\n");
    try (var store = files.open()) {
      assertEquals(List.of("new"), files.messagesInLog());
      assertEquals(List.of("new"), messages(store));
    }
  }

  private static void copyDatabase(TestStore from, TestStore to) {
    try {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(to.database() + suffix));
        if (Files.exists(Path.of(from.database() + suffix))) {
          Files.copy(Path.of(from.database() + suffix), Path.of(to.database() + suffix));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
