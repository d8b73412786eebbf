package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;
import static thrum.core.journal.TestStore.purgeAll;
import static thrum.core.journal.TestStore.tables;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.projection.StatementProbe;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.id.MessageId;

/** Ruling 73: what a large purge leaves to be done is done between the batches of the journal. */
class SweepingTest {

  private static final int MANY = 3000;

  @TempDir Path root;

  private TestStore files;
  private int rebuilt;

  @BeforeEach
  void prepare() throws Exception {
    files = new TestStore(root.resolve("store"));
    Files.createDirectories(files.shard("bo").getParent());
    var lines = new StringBuilder();
    for (int i = 0; i < MANY; i++) {
      lines.append(foreign(i)).append('\n');
    }
    Files.writeString(files.shard("bo"), lines, StandardCharsets.UTF_8);
  }

  @Test
  void everySendDuringALargePurgeWaitsForOneSliceAtMost() throws Exception {
    var slices = new AtomicInteger();
    var sentAfter = new ArrayList<Integer>();
    var writtenAfter = new ArrayList<Integer>();
    var answers = new ArrayList<Future<MessageId>>();
    try (var store = files.open(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      store.onCommit(committed -> committed.events()
          .stream()
          .filter(line -> line.event() instanceof MessageCreated)
          .forEach(line -> writtenAfter.add(slices.get())));
      files.probe = (sql, statement) -> {
        if (isEndOfSlice(statement) && sentAfter.size() < 5) {
          int before = store.queued();
          answers.add(threads.submit(() -> store.write(message("ada", "meanwhile"))));
          while (store.queued() == before) {
            Thread.onSpinWait();
          }
          sentAfter.add(slices.incrementAndGet());
        }
      };
      store.write(purgeAll());
      await(store);
      for (Future<MessageId> answer : answers) {
        answer.get();
      }
      assertEquals(5, answers.size());
      assertEquals(5, writtenAfter.size());
      for (int i = 0; i < 5; i++) {
        assertTrue(writtenAfter.get(i) <= sentAfter.get(i) + 1, sentAfter + " " + writtenAfter);
      }
      assertEquals(5, messages(store).size());
    }
  }

  @Test
  void aKillBetweenTwoSlicesLosesNothing() throws Exception {
    var slices = new AtomicInteger();
    var reached = new CountDownLatch(1);
    var copies = new ArrayList<TestStore>();
    try (var store = files.open()) {
      files.probe = (sql, statement) -> {
        if (isEndOfSlice(statement) && slices.incrementAndGet() % 4 == 0 && copies.size() < 3) {
          copies.add(files.copyTo(root.resolve("killed" + copies.size())));
          reached.countDown();
        }
      };
      store.write(purgeAll());
      store.write(message("ada", "after"));
      await(store);
      reached.await();
      files.probe = StatementProbe.NONE;
      assertEquals(List.of("after"), messages(store));
    }
    assertTrue(copies.size() > 1, "killed at " + copies.size() + " places");
    for (TestStore killed : copies) {
      try (var store = killed.open()) {
        assertEquals(0, visibleOld(store));
        await(store);
        assertEqualsRebuilt(killed, store);
      }
    }
  }

  @Test
  void aDatabaseBuiltAnewAfterALargePurgeIsTheSame() throws Exception {
    try (var store = files.open()) {
      store.write(purgeAll());
      store.write(message("ada", "after"));
      assertEquals(0, visibleOld(store));
      await(store);
      assertEqualsRebuilt(files, store);
    }
  }

  private void assertEqualsRebuilt(TestStore files, EventStore store) throws Exception {
    var live = tables(store);
    TestStore copy = files.copyTo(root.resolve("rebuilt" + rebuilt++));
    Files.delete(copy.database());
    Files.deleteIfExists(copy.var.resolve("messages.db-wal"));
    Files.deleteIfExists(copy.var.resolve("messages.db-shm"));
    try (var rebuilt = copy.open()) {
      assertEquals(0, pending(rebuilt));
      assertEquals(live.get("messages"), tables(rebuilt).get("messages"));
      assertEquals(live.get("audience_totals"), tables(rebuilt).get("audience_totals"));
      assertEquals(live.get("message_deliveries"), tables(rebuilt).get("message_deliveries"));
    }
  }

  private static boolean isEndOfSlice(String statement) {
    return statement.startsWith("UPDATE sweeps") || statement.startsWith("DELETE FROM sweeps");
  }

  private static long visibleOld(EventStore store) {
    return store.<Long>read(sql -> sql.number("SELECT count(*) FROM visible_messages WHERE agent_id = 'bo'"));
  }

  private static long pending(EventStore store) {
    return store.<Long>read(sql -> sql.number("SELECT count(*) FROM sweeps"));
  }

  /** Each round passes the journal once, so this ends when it has swept everything. */
  private static void await(EventStore store) {
    while (pending(store) > 0) {
      store.runBetweenBatches(sql -> 0);
    }
  }

  private static String foreign(int n) {
    return "{\"agent_id\":\"bo\",\"body\":{\"content\":\"foreign " + n
        + "\",\"format\":\"markdown\"},\"event_id\":\"evt_f" + n
        + "\",\"message_id\":\"msg_f" + n
        + "\",\"origin_daemon\":\"d_other\",\"recipients\":[\"cy\"],\"sequence\":"
        + n
        + ",\"session_id\":\"ses_9\",\"timestamp\":\"2026-02-03T17:00:00Z\",\"type\":\"message.create\",\"v\":1}";
  }
}
