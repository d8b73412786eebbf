package thrum.core.sync.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;

/** 04 §2.5, last paragraph: files that are no logs. */
class ContextMergingTest {

  @TempDir Path directory;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-07T10:30:00.123Z"));
  private Clone ada;
  private Clone bo;

  @BeforeEach
  void clones() {
    var git = new GitSandbox(directory);
    Path remote = git.directory("remote.git");
    git.git(remote, "init", "-q", "--bare");
    ada = new Clone(git, remote, "ada", now::get, 1);
    bo = new Clone(git, remote, "bo", now::get, 2);
  }

  @AfterEach
  void close() {
    ada.close();
    bo.close();
  }

  private static void write(Clone clone, String text) {
    GitSandbox.write(clone.worktree.resolve("context/ada.md"), text);
  }

  private static Map<String, String> contexts(Clone clone) throws Exception {
    var contexts = new TreeMap<String, String>();
    try (var files = Files.list(clone.worktree.resolve("context"))) {
      for (Path file : files.toList()) {
        contexts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contexts;
  }

  private void later() {
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
  }

  private void common(String text) {
    write(ada, text);
    ada.cycle();
    bo.cycle();
    ada.cycle();
    later();
  }

  @Test
  void aChangeOfOneSideIsTakenFromThere() throws Exception {
    common("first");
    assertEquals(Map.of("ada.md", "first"), contexts(bo));
    write(bo, "second, without a newline at the end");
    bo.cycle();
    ada.cycle();
    assertEquals(Map.of("ada.md", "second, without a newline at the end"), contexts(ada));
    bo.send("bo", "keeps ours when only we changed it");
    bo.cycle();
    write(ada, "third");
    ada.cycle();
    assertEquals(Map.of("ada.md", "third"), contexts(ada));
    bo.cycle();
    assertEquals(contexts(ada), contexts(bo));
    assertEquals(ada.tip(), bo.tip());
  }

  @Test
  void ofTwoChangesTheLaterStaysAndTheOtherIsKeptBesideIt() throws Exception {
    common("first");
    write(ada, "from ada");
    ada.committer().commitNow();
    later();
    write(bo, "from bo");
    bo.cycle();
    ada.cycle();
    bo.cycle();
    var both = new TreeMap<>(contexts(ada));
    assertEquals("from bo", both.remove("ada.md"));
    assertEquals(1, both.size());
    assertTrue(both.firstEntry().getKey().matches("ada\\.conflict-[0-9a-f]{8}\\.md"), both.toString());
    assertEquals("from ada", both.firstEntry().getValue());
    assertEquals(contexts(ada), contexts(bo));
    assertEquals(ada.tip(), bo.tip());
  }

  @Test
  void ourLaterChangeStays() throws Exception {
    common("first");
    write(bo, "from bo");
    bo.cycle();
    later();
    write(ada, "from ada");
    ada.committer().commitNow();
    ada.cycle();
    bo.cycle();
    assertEquals("from ada", contexts(bo).get("ada.md"));
    assertTrue(contexts(bo).containsValue("from bo"));
    assertEquals(contexts(ada), contexts(bo));
  }

  @Test
  void withoutACommonHistoryBothAreKept() throws Exception {
    write(ada, "from ada");
    ada.cycle();
    later();
    write(bo, "from bo");
    bo.committer().commitNow();
    bo.cycle();
    ada.cycle();
    assertEquals("from bo", contexts(ada).get("ada.md"));
    assertTrue(contexts(ada).containsValue("from ada"));
    assertEquals(contexts(ada), contexts(bo));
  }
}
