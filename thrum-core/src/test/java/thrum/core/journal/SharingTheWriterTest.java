package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.failure.Broken;

/** Ruling 73: others' work on the writing connection, and what happens when it goes wrong. */
class SharingTheWriterTest {

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void writersGetTheirTurnBetweenTheSlicesOfALongApplication() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "before"));
      var before = new ArrayList<String>();
      for (int i = 0; i < 3000; i++) {
        before.add(foreign(i));
      }
      var transactions = new AtomicInteger();
      files.probe = (sql, statement) -> transactions.addAndGet(statement.startsWith("BEGIN") ? 1 : 0);
      store.rewriting().rewrite("messages/bo.jsonl", (snapshot, lines) -> {
        for (String line : before) {
          lines.add(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return java.util.Optional.of(java.util.Set.of());
      });
      assertTrue(transactions.get() > 10, "slices: " + transactions.get());
      assertEquals(3001, messages(store).size());
      assertEquals(3001, store.health().events());
    }
  }

  @Test
  void aSliceThatFailsIsRolledBackAndTheJournalGoesOn() {
    try (var store = files.open()) {
      assertThrows(IllegalStateException.class, () -> store.runBetweenBatches(sql -> {
        sql.update("CREATE TABLE half_done (x)");
        throw new IllegalStateException("on purpose");
      }));
      store.write(message("ada", "one"));
      long tables =
          store.read(sql -> sql.number("SELECT count(*) FROM sqlite_master WHERE name = 'half_done'"));
      assertEquals(0, tables);
    }
  }

  @Test
  void aListenerMustNotWaitForTheJournalItRunsOn() {
    try (var store = files.open()) {
      var failures = new ArrayList<RuntimeException>();
      store.onCommit(committed -> {
        try {
          store.write(message("ada", "from a listener"));
        } catch (IllegalStateException e) {
          failures.add(e);
        }
      });
      store.write(message("ada", "one"));
      store.runBetweenBatches(sql -> 0);
      assertEquals(1, failures.size());
      assertEquals(List.of("one"), messages(store));
    }
  }

  @Test
  void aClosedStoreRefusesAndNeverHangs() {
    var store = files.open();
    store.write(message("ada", "one"));
    store.close();
    assertThrows(Broken.class, () -> store.write(message("ada", "two")));
    assertThrows(Broken.class, () -> messages(store));
    assertThrows(Broken.class, () -> store.runBetweenBatches(sql -> 0));
  }

  @RepeatedTest(20)
  void aReaderThatIsGivenUpIsBrokenOff() throws Exception {
    try (var store = files.open()) {
      var running = new java.util.concurrent.CountDownLatch(1);
      var failure = new ArrayList<RuntimeException>();
      var caller = Thread.ofVirtual().start(() -> {
        try {
          store.readSlow(sql -> {
            running.countDown();
            return sql.number(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
          });
        } catch (Broken e) {
          failure.add(e);
        }
      });
      running.await();
      caller.interrupt();
      caller.join();
      assertEquals(1, failure.size());
      long one = store.readSlow(sql -> sql.number("SELECT 1"));
      assertEquals(1, one);
    }
  }

  private static String foreign(int n) {
    return "{\"agent_id\":\"bo\",\"body\":{\"content\":\"foreign " + n
        + "\",\"format\":\"markdown\"},\"event_id\":\"evt_f" + n
        + "\",\"message_id\":\"msg_f" + n + "\",\"origin_daemon\":\"d_other\",\"sequence\":" + n
        + ",\"session_id\":\"ses_9\",\"timestamp\":\"2026-02-03T17:00:00Z\",\"type\":\"message.create\",\"v\":1}";
  }
}
