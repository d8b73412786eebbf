package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Daemons that exchange their logs through a bare repository (04 §2.4, §2.10). */
class TwoClonesTest {

  private static final String FORCE = "{\"wait\":true,\"timeout_ms\":60000}";

  @TempDir Path directory;
  private Path bare;

  @BeforeEach
  void remote() throws Exception {
    bare = TestRepository.bare(directory.resolve("bare"));
  }

  private TestRepository clone(String name) throws Exception {
    return TestRepository.exchangingThrough(bare, directory.resolve(name));
  }

  private static JsonNode force(TestRepository repository) throws Exception {
    return repository.call("sync.force", FORCE);
  }

  private static void assertSynced(JsonNode answer) {
    assertEquals("synced", answer.path("sync_state").asString(""), answer.toString());
    assertEquals("ok", answer.path("remote_state").asString(""), answer.toString());
    assertEquals(0, answer.path("unpushed_commits").asInt(-1), answer.toString());
  }

  @Test
  void twoThatWereSetUpSeparatelyConverge() throws Exception {
    var one = clone("one");
    var other = clone("other");
    try (var _ = one.start(); var _ = other.start()) {
      one.register("ada");
      other.register("bo");
      one.send("ada", "from one");
      other.send("bo", "from other");
      for (int round = 0; round < 2; round++) {
        assertSynced(force(one));
        assertSynced(force(other));
      }
      assertSynced(force(one));
      assertEquals(one.git("rev-parse", "a-sync"), other.git("rev-parse", "a-sync"));
      for (var file : new String[]{"events.jsonl", "messages/ada.jsonl", "messages/bo.jsonl"}) {
        assertArrayEquals(Files.readAllBytes(one.layout().syncWorktree().resolve(file)),
            Files.readAllBytes(other.layout().syncWorktree().resolve(file)), file);
      }
      var list = other.call("message.list", "{\"page_size\":10}");
      assertTrue(list.toString().contains("from one"), list.toString());
      assertEquals("synced", one.call("health", "{}").path("sync_state").asString());
    }
  }

  @Test
  void theFirstPushIsAnnouncedOnceAndTheLastOneTellsWhatWentOut() throws Exception {
    var one = clone("one");
    try (var _ = one.start()) {
      var first = force(one);
      one.register("ada");
      one.send("ada", "hello");
      var second = force(one);
      assertTrue(second.path("events_out").asLong() >= 3, second.toString());
      assertTrue(second.path("first_push_to").isMissingNode(), second.toString());
      assertSynced(first);
    }
    var log = one.log.toString(StandardCharsets.UTF_8);
    assertEquals(1,
        log.lines().filter(line -> line.contains("for the first time to " + bare.toUri())).count(), log);
  }

  @Test
  void whatIsWrittenGoesOutByItself() throws Exception {
    var one = clone("one");
    try (var _ = one.start()) {
      one.register("ada");
      one.send("ada", "hello");
      Await.until(() -> TestRepository.run(bare, "show", "a-sync:messages/ada.jsonl").contains("hello"));
      Await.until(() -> one.call("sync.status", "{}").path("sync_state").asString("").equals("synced"));
    }
  }

  @Test
  void withoutARemoteItIsSaidAndTheLogIsCommitted() throws Exception {
    var one = clone("one");
    one.git("remote", "remove", "origin");
    try (var _ = one.start()) {
      one.register("ada");
      var answer = force(one);
      assertEquals("none", answer.path("remote_state").asString(), answer.toString());
      assertEquals("synced", answer.path("sync_state").asString(), answer.toString());
      assertTrue(one.git("show", "a-sync:events.jsonl").contains("ada"));
    }
  }
}
