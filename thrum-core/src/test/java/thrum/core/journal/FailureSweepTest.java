package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;
import static thrum.core.journal.TestStore.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.projection.SqlFailure;
import thrum.protocol.failure.Broken;

/**
 * Fails every single write, force, rename and statement of a small history in turn, and looks what is left.
 */
class FailureSweepTest {

  private static final int NEVER = 100_000;

  /** Statements are tried in strides in the ordinary build; any other stride would do. */
  private static final int STRIDE = Integer.getInteger("thrum.sweep.stride", 5);

  @TempDir Path root;

  @Test
  void whateverStepOfTheDiskFailsEveryAcknowledgedMessageIsThereExactlyOnce() throws Exception {
    int steps = disk(NEVER, root.resolve("all"));
    assertTrue(steps > 15, "steps: " + steps);
    for (int n = 1; n <= steps; n++) {
      disk(n, root.resolve("disk" + n));
    }
  }

  @Test
  void whateverStatementFailsEveryAcknowledgedMessageIsThereExactlyOnce() throws Exception {
    int statements = statements(NEVER, root.resolve("all"));
    assertTrue(statements > 50, "statements: " + statements);
    for (int n = 1; n <= statements; n += STRIDE) {
      statements(n, root.resolve("statement" + n));
    }
  }

  private int disk(int n, Path directory) throws Exception {
    var files = new TestStore(directory);
    var steps = files.disk.failOnceAnywhere(n);
    sweep(files, "disk step " + n);
    return steps.get();
  }

  private int statements(int n, Path directory) throws Exception {
    var files = new TestStore(directory);
    var count = new AtomicInteger();
    boolean endsTransaction = n % 2 == 0;
    try (var store = files.open()) {
      store.write(message("ada", "a-first"));
      files.probe = (sql, statement) -> {
        if (count.incrementAndGet() == n) {
          if (endsTransaction && !statement.startsWith("BEGIN")) {
            count.addAndGet(NEVER * 2);
            sql.update("ROLLBACK");
          }
          throw new SqlFailure(SqlFailure.IO_ERROR, "injected into statement " + n + ": " + statement, null);
        }
      };
      history(store, "statement " + n);
      files.probe = (sql, statement) -> {};
    }
    check(files, "statement " + n);
    return count.get();
  }

  private void sweep(TestStore files, String what) throws Exception {
    try (var store = files.open()) {
      history(store, what);
      files.disk.heal();
    } catch (Broken e) {
      files.disk.heal();
      acknowledged.clear();
    }
    check(files, what);
  }

  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  private void history(EventStore store, String what) throws Exception {
    acknowledged.clear();
    refused.clear();
    write(store, "ada", "b");
    write(store, "bo", "c");
    attempt("session", () -> store.write(session("ada", "tokens")));
    var contents = List.of("d", "e", "f");
    var answers =
        TestStore.together(store, List.of(message("ada", "d"), message("bo", "e"), message("ada", "f")));
    for (int i = 0; i < contents.size(); i++) {
      Future<?> answer = answers.get(i);
      attempt(contents.get(i), answer::get);
    }
    write(store, "ada", "g");
    acknowledged.remove("session");
    var seen = messages(store);
    assertTrue(seen.containsAll(acknowledged),
        what + ": acknowledged and not seen: " + acknowledged + " of " + seen);
    for (String failed : refused) {
      assertTrue(!seen.contains(failed) || store.health().readOnly() != null,
          what + ": failed and seen: " + failed);
    }
  }

  private void write(EventStore store, String author, String content) throws Exception {
    attempt(content, () -> store.write(message(author, content)));
  }

  private void attempt(String content, java.util.concurrent.Callable<?> write) throws Exception {
    try {
      write.call();
      acknowledged.add(content);
    } catch (Broken e) {
      refused.add(content);
    } catch (ExecutionException e) {
      assertTrue(e.getCause() instanceof Broken, String.valueOf(e.getCause()));
      refused.add(content);
    }
  }

  private void check(TestStore files, String what) throws Exception {
    SortedMap<String, List<String>> live;
    try (var store = files.open()) {
      var inLog = files.messagesInLog();
      assertEquals(inLog, inLog.stream().distinct().toList(), what + ": written twice");
      assertEquals(inLog, messages(store), what + ": log and projection differ");
      assertTrue(inLog.containsAll(acknowledged),
          what + ": acknowledged and lost: " + acknowledged + " of " + inLog);
      assertTrue(files.idsInLog().values().stream().allMatch(times -> times == 1),
          what + ": a line stands twice");
      live = TestStore.tables(store);
    }
    Files.delete(files.database());
    try (var rebuilt = files.open()) {
      assertEquals(live, TestStore.tables(rebuilt), what + ": a rebuild differs");
    }
  }
}
