package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.id.MessageId;

/** Many callers at once: one force for all that wait, one order for everybody. */
class GroupCommitTest {

  @TempDir Path root;

  @Test
  void commandsThatWaitTogetherShareOneForceAndOneCommit() throws Exception {
    var files = new TestStore(root);
    try (var store = files.open()) {
      store.write(message("ada", "first"));
      store.runBetweenBatches(sql -> 0); // that batch has been announced
      var forces = new AtomicInteger();
      var commits = new AtomicInteger();
      files.disk.fault((step, path) -> forces.addAndGet(step == FaultyDisk.Step.FORCE ? 1 : 0));
      store.onCommit(committed -> commits.incrementAndGet());
      var decisions = new ArrayList<Decision<MessageId>>();
      for (int i = 0; i < 20; i++) {
        decisions.add(message("ada", "message " + i));
      }
      for (Future<MessageId> answer : TestStore.together(store, decisions)) {
        answer.get();
      }
      assertEquals(1, forces.get());
      store.runBetweenBatches(sql -> 0);
      assertEquals(1, commits.get());
      assertEquals(21, messages(store).size());
    }
  }

  @Test
  void everyoneReadsWhatTheyWroteWhileManyWrite() throws Exception {
    var files = new TestStore(root);
    int clients = 8;
    int each = 40;
    try (var store = files.open()) {
      var heard = new AtomicInteger();
      store.onCommit(committed -> heard.addAndGet(committed.events().size()));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var running = new ArrayList<Future<Integer>>();
        for (int c = 0; c < clients; c++) {
          String author = "agent" + c;
          running.add(threads.submit(() -> {
            for (int i = 0; i < each; i++) {
              String id = store.write(message(author, author + " " + i)).value();
              long seen =
                  store.read(sql -> sql.number("SELECT count(*) FROM messages WHERE message_id = ?", id));
              assertEquals(1, seen);
            }
            return each;
          }));
        }
        for (Future<Integer> one : running) {
          one.get();
        }
      }
      store.runBetweenBatches(sql -> 0);
      assertEquals(clients * each, heard.get());
      assertEquals(clients * each, messages(store).size());
      List<Long> sequences =
          store.read(sql -> sql.all("SELECT sequence FROM events ORDER BY ts_ns", row -> row.number(1)));
      assertEquals(sequences.stream().sorted().toList(), sequences,
          "the order of decision is that of the times");
    }
    assertEquals(clients * each, files.idsInLog().size());
    assertTrue(files.idsInLog().values().stream().allMatch(times -> times == 1));
  }
}
