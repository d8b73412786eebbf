package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;
import static thrum.core.journal.TestStore.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.projection.Entity;
import thrum.protocol.event.GroupDeleted;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.id.GroupId;

/** Ruling 68: one command's lines in several files, and a crash between any two of them. */
class SeveralFilesTest {

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void localLinesAreOnDiskBeforeTheSharedLineThatGivesThemMeaning() {
    var crashes = new ArrayList<TestStore>();
    try (var store = files.open()) {
      files.disk.fault((step, path) -> {
        if (step == FaultyDisk.Step.APPEND && path.equals(files.events())) {
          crashes.add(files.copyTo(root.resolve("crash")));
        }
      });
      store.write(session("ada", "tokens"));
    }
    var crash = crashes.getFirst();
    assertEquals(1, TestStore.lines(crash.local()).size());
    assertTrue(TestStore.lines(crash.events()).isEmpty());
    try (var store = crash.open()) {
      long notes = store.read(sql -> sql.number("SELECT count(*) FROM session_notes"));
      assertEquals(0, notes);
      assertEquals(1, TestStore.lines(crash.local()).size(), "kept: its session may still arrive");
    }
  }

  @Test
  void theDecidingEventOfACommandIsNeverThereWithoutTheOthers() throws Exception {
    var crashes = new ArrayList<TestStore>();
    try (var store = files.open()) {
      var one = store.write(message("ada", "one"));
      var two = store.write(message("bo", "two"));
      var group = new GroupId("grp_1");
      files.disk.fault((step, path) -> {
        synchronized (crashes) { // files are forced side by side
          crashes.add(files.copyTo(root.resolve("crash" + crashes.size())));
        }
      });
      var answers = TestStore.together(store, List.of(message("bo", "other"), view -> Outcome.of(one,
          new MessageDeleted(view.timeFor(Entity.message(one)), one, "group deleted"),
          new MessageDeleted(view.timeFor(Entity.message(two)), two, "group deleted"),
          new GroupDeleted(view.timeFor(Entity.group(group)), group, "ada")), message("ada", "last")));
      files.disk.heal();
      for (var answer : answers) {
        answer.get();
      }
    }
    boolean between = false;
    for (TestStore crash : crashes) {
      boolean ada = holds(crash.shard("ada"), "message.delete");
      boolean bo = holds(crash.shard("bo"), "message.delete");
      boolean decided = holds(crash.events(), "group.delete");
      assertTrue(!bo || ada, "second without first");
      assertTrue(!decided || bo, "deciding event without the others");
      between |= ada && !decided;
      try (var store = crash.open()) {
        assertFalse(messages(store).isEmpty());
      }
    }
    assertTrue(between, "a crash between the files was tried");
  }

  private static boolean holds(Path file, String type) {
    return TestStore.lines(file).stream().anyMatch(line -> line.contains("\"" + type + "\""));
  }
}
