package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Purges of clones that exchange their logs, down to the history of the branch (04 §4). */
class PurgedHistoryTest {

  private static final String FORCE = "{\"wait\":true,\"timeout_ms\":60000}";
  private static final String EVERYTHING = "{\"before\":\"2100-01-01T00:00:00Z\"}";

  @TempDir Path directory;
  private Path bare;

  @BeforeEach
  void remote() throws Exception {
    bare = TestRepository.bare(directory.resolve("bare"));
  }

  private TestRepository clone(String name) throws Exception {
    return TestRepository.exchangingThrough(bare, directory.resolve(name));
  }

  private static void force(TestRepository... repositories) throws Exception {
    for (var repository : repositories) {
      var end = repository.call("sync.force", FORCE);
      assertEquals("synced", end.path("sync_state").asString(), end.toString());
    }
  }

  private static String shard(TestRepository repository, String agent) throws Exception {
    return Files.readString(repository.layout().syncWorktree().resolve("messages/" + agent + ".jsonl"));
  }

  private static String commits(Path repository) {
    return TestRepository.git(repository, "rev-list", "--count", "a-sync");
  }

  @Test
  void aRewrittenHistoryIsOneCommitEverywhereAndNothingNewIsLost() throws Exception {
    var one = clone("one");
    var other = clone("other");
    try (var _ = one.start(); var _ = other.start()) {
      one.register("ada");
      other.register("bo");
      one.send("ada", "old secret");
      force(one, other, one);
      one.call("purge.execute", EVERYTHING);
      other.send("bo", "not yet published");
      var preview = one.call("purge.replaceHistory", "{\"dry_run\":true}");
      assertFalse(preview.path("replaced").asBoolean(), preview.toString());
      assertTrue(preview.path("commits").asInt() > 1, preview.toString());
      var done = one.call("purge.replaceHistory", "{}");
      assertTrue(done.path("replaced").asBoolean(), done.toString());
      assertEquals("1", commits(bare));
      assertEquals("1", commits(one.root));
      assertEquals("", one.git("reflog", "show", "a-sync"));
      assertFalse(TestRepository.git(bare, "log", "-p", "a-sync").contains("old secret"));
      one.send("ada", "new");
      force(other, one, other);
      assertEquals(one.git("rev-parse", "a-sync"), other.git("rev-parse", "a-sync"));
      assertFalse(other.git("log", "-p", "a-sync").contains("old secret"));
      assertFalse(shard(other, "ada").contains("old secret"));
      assertTrue(shard(one, "bo").contains("not yet published"));
      assertTrue(shard(other, "ada").contains("new"));
    }
  }

  @Test
  void whatOneClonePurgesLeavesTheOtherAndNeverComesBack() throws Exception {
    var one = clone("one");
    var other = clone("other");
    try (var _ = one.start()) {
      try (var _ = other.start()) {
        one.register("ada");
        other.register("bo");
        one.send("ada", "old of ada");
        other.send("bo", "old of bo");
        force(one, other, one);
        var purged = one.call("purge.execute", EVERYTHING);
        assertEquals(2, purged.path("messages_deleted").asInt(), purged.toString());
        other.send("bo", "new of bo");
        force(one, other, one, other);
        assertForgotten(one);
        assertForgotten(other);
      }
      try (var _ = other.start()) {
        force(other, one);
        assertForgotten(one);
        assertForgotten(other);
        assertEquals(one.git("rev-parse", "a-sync"), other.git("rev-parse", "a-sync"));
        assertEquals(0, other.call("sync.status", "{}").path("pending").asInt(-1));
      }
    }
  }

  private static void assertForgotten(TestRepository repository) throws Exception {
    assertFalse(shard(repository, "ada").contains("old of ada"));
    assertFalse(shard(repository, "bo").contains("old of bo"));
    var list = repository.call("message.list", "{\"page_size\":10}").toString();
    assertFalse(list.contains("old of"), list);
    assertTrue(list.contains("new of bo"), list);
  }

  @Test
  void aRemoteThatRefusesKeepsItsHistoryAndSoDoWe() throws Exception {
    TestRepository.git(bare, "config", "receive.denyNonFastForwards", "true");
    var one = clone("one");
    try (var _ = one.start()) {
      one.register("ada");
      force(one);
      var before = one.git("rev-parse", "a-sync");
      var refused = one.call("purge.replaceHistory", "{}");
      assertFalse(refused.path("replaced").asBoolean(), refused.toString());
      assertTrue(refused.path("reason").asString().contains("non-fast-forward"), refused.toString());
      assertEquals(before, one.git("rev-parse", "a-sync"));
      assertEquals(before, TestRepository.git(bare, "rev-parse", "a-sync"));
    }
  }

  @Test
  void withoutARemoteTheHistoryIsReplacedHere() throws Exception {
    var one = clone("one");
    one.localOnly();
    try (var _ = one.start()) {
      one.register("ada");
      var done = one.call("purge.replaceHistory", "{}");
      assertTrue(done.path("replaced").asBoolean(), done.toString());
      assertTrue(done.path("remote").isMissingNode(), done.toString());
      assertEquals("1", commits(one.root));
      assertTrue(one.git("show", "a-sync:events.jsonl").contains("ada"));
      assertEquals("", TestRepository.git(one.layout().syncWorktree(), "status", "--porcelain"));
    }
  }
}
