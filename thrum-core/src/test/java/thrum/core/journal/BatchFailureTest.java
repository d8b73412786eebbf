package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;
import static thrum.core.journal.TestStore.register;
import static thrum.core.journal.TestStore.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.core.projection.SqlFailure;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.MessageId;

/** Rulings 64 and 65: a command that fails, a batch that fails, and what is left in the files. */
class BatchFailureTest {

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void aRefusedCommandLeavesTheOthersOfItsBatchAlone() throws Exception {
    try (var store = files.open()) {
      var answers = TestStore.together(store, List.of(message("ada", "one"), view -> {
        throw new Refused("not this one");
      }, message("bo", "two")));
      assertEquals(List.of("one", "two"), messages(store));
      assertEquals("not this one", failure(answers.get(1)).getMessage());
      assertEquals(List.of("one", "two"), files.messagesInLog());
    }
  }

  @Test
  void aDecisionSeesWhatWasDecidedBeforeItInTheSameBatch() throws Exception {
    try (var store = files.open()) {
      Decision<String> once = view -> {
        if (view.sql().number("SELECT count(*) FROM agents WHERE agent_id = 'ada'") > 0) {
          throw new Refused("taken");
        }
        return register("ada").decide(view);
      };
      var answers = TestStore.together(store, List.of(once, once));
      assertEquals("ada", answers.get(0).get());
      assertEquals("taken", failure(answers.get(1)).getMessage());
    }
  }

  @Test
  void whenSqliteEndsTheTransactionEveryCommandIsDecidedAfreshAndWrittenOnce() throws Exception {
    try (var store = files.open()) {
      var failed = new AtomicBoolean();
      files.probe = (sql, statement) -> {
        if (statement.contains("INSERT INTO messages") && failed.compareAndSet(false, true)) {
          files.probe = (again, ignored) -> {};
          sql.update("ROLLBACK"); // as SQLite does by itself when the disk is full
          throw new SqlFailure(SqlFailure.FULL, "database or disk is full", null);
        }
      };
      var answers = TestStore.together(store, List.of(message("ada", "one"), message("bo", "two")));
      for (Future<MessageId> answer : answers) {
        assertNotNull(answer.get());
      }
      assertTrue(failed.get());
      assertEquals(List.of("one", "two"), messages(store));
      assertEquals(List.of("one", "two"), files.messagesInLog());
    }
  }

  @Test
  void aDatabaseThatIsReallyFullRefusesTheCommandAndWritesNothing() {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      long pages = store.runBetweenBatches(sql -> sql.number("PRAGMA page_count"));
      store.runBetweenBatches(sql -> sql.number("PRAGMA max_page_count = " + (pages + 1)));
      assertThrows(Broken.class, () -> store.write(message("ada", "x".repeat(60_000))));
      assertEquals(List.of("before"), files.messagesInLog());
      store.runBetweenBatches(sql -> sql.number("PRAGMA max_page_count = 1000000"));
      store.write(message("ada", "later"));
      assertEquals(List.of("before", "later"), messages(store));
    }
  }

  @ParameterizedTest
  @EnumSource(value = FaultyDisk.Step.class, names = {"APPEND", "FORCE"})
  void aBatchOverSeveralFilesThatFailsAnywhereIsInNoneOfThem(FaultyDisk.Step step) throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      store.write(session("ada", "before"));
      long ada = Files.size(files.shard("ada"));
      long local = Files.size(files.local());
      long events = Files.size(files.events());
      for (int n = 1; n <= 3; n++) {
        files.disk.failOnce(step, n);
        List<Decision<?>> batch =
            List.of(message("ada", "lost"), session("ada", "lost"), message("bo", "lost"));
        for (Future<?> answer : together(store, batch)) {
          assertTrue(failure(answer).toString().contains("nothing was changed"), failure(answer).toString());
        }
        files.disk.heal();
        assertEquals(ada, Files.size(files.shard("ada")));
        assertEquals(local, Files.size(files.local()));
        assertEquals(events, Files.size(files.events()));
        assertEquals(0, Files.exists(files.shard("bo")) ? Files.size(files.shard("bo")) : 0);
        assertEquals(List.of("before"), messages(store));
      }
      long used = store.health().sequence();
      store.write(message("ada", "after"));
      assertTrue(store.health().sequence() > used + 3, "numbers that reached a file are not given again");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheFilesCannotBePutBackNothingMoreIsWrittenAndTheOutcomeIsUnknown(boolean cannotTruncate) {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      var appended = new AtomicBoolean();
      files.disk.fault((step, path) -> {
        if (step == FaultyDisk.Step.APPEND) {
          appended.set(true);
          throw new IOException("injected");
        }
        if (appended.get()
            && (cannotTruncate ? step == FaultyDisk.Step.TRUNCATE : step == FaultyDisk.Step.FORCE)) {
          throw new IOException("injected");
        }
      });
      var broken = assertThrows(Broken.class, () -> store.write(message("ada", "perhaps")));
      assertTrue(broken.toString().contains("outcome unknown"), broken.toString());
      files.disk.heal();
      assertThrows(Broken.class, () -> store.write(message("ada", "more")));
      assertNotNull(store.health().readOnly());
      assertEquals(List.of("before"), messages(store), "reading goes on");
    }
    try (var store = files.open()) {
      store.write(message("ada", "after a restart"));
      assertEquals(List.of("after a restart", "before"), messages(store));
      assertEquals(files.messagesInLog(), messages(store));
    }
  }

  @Test
  void theCommittedLengthNeverCoversWhatIsNotForced() {
    try (var store = files.open()) {
      store.write(message("ada", "one"));
      long committed = length(store);
      var seen = new ArrayList<Long>();
      files.disk.fault((step, path) -> {
        if (step == FaultyDisk.Step.FORCE) {
          seen.add(length(store));
        }
      });
      store.write(message("ada", "two"));
      assertEquals(List.of(committed), seen);
      assertTrue(length(store) > committed);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aShardThatIsRemovedOrReplacedWhileABatchIsWrittenIsPutBackAndTheBatchWrittenAgain(boolean replaced) {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      var once = new AtomicBoolean();
      files.disk.fault((step, path) -> {
        if (step == FaultyDisk.Step.FORCE && path.equals(files.shard("ada"))
            && once.compareAndSet(false, true)) {
          Files.delete(path);
          if (replaced) {
            Files.writeString(path, "");
          }
        }
      });
      store.write(message("ada", "after"));
      assertEquals(List.of("after", "before"), messages(store));
      assertEquals(List.of("after", "before"), files.messagesInLog());
    }
  }

  @Test
  void aCallerThatGivesUpTakesBackACommandThatStillQueues() throws Exception {
    try (var store = files.open()) {
      var hold = new CountDownLatch(1);
      var decided = new AtomicInteger();
      var held = new CountDownLatch(1);
      var holder = Thread.ofVirtual().start(() -> store.runBetweenBatches(sql -> {
        held.countDown();
        return awaitQuietly(hold);
      }));
      held.await();
      var failure = new ArrayList<Throwable>();
      var caller = Thread.ofVirtual().unstarted(() -> {
        try {
          store.write(view -> {
            decided.incrementAndGet();
            return message("ada", "never").decide(view);
          });
        } catch (Broken e) {
          failure.add(e);
        }
      });
      caller.start();
      while (store.queued() == 0 || caller.getState() != Thread.State.WAITING) {
        assertTrue(caller.isAlive(), "nobody took the command up, so nobody answered it");
        Thread.onSpinWait();
      }
      caller.interrupt();
      caller.join();
      hold.countDown();
      holder.join();
      store.write(message("ada", "next"));
      assertEquals(0, decided.get());
      assertFalse(failure.isEmpty());
      assertEquals(List.of("next"), files.messagesInLog());
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Future<Object>> together(EventStore store, List<Decision<?>> decisions)
      throws Exception {
    return TestStore.together(store, (List<Decision<Object>>) (List<?>) decisions);
  }

  private long length(EventStore store) {
    return store.committedLengths().getOrDefault(files.shard("ada"), -1L);
  }

  private static Throwable failure(Future<?> answer) {
    return Objects.requireNonNull(assertThrows(ExecutionException.class, answer::get).getCause());
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
