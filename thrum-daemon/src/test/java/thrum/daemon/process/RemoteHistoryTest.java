package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** 04 §2.10: whatever happens to the remote branch, a clone ends converged or says the truth. */
class RemoteHistoryTest {

  private static final String BRANCH = "refs/heads/a-sync";
  private static final int FAR_BEHIND = 10_000;

  @TempDir Path directory;
  private Path bare;
  private TestRepository clone;
  private RunningDaemon daemon;

  @BeforeEach
  void publish() throws Exception {
    bare = TestRepository.bare(directory.resolve("bare"));
    clone = new TestRepository(directory.resolve("clone"));
    clone.git("remote", "add", "origin", bare.toString());
    clone.exchanging();
    daemon = clone.start();
    clone.call("agent.register", "{\"name\":\"ada\",\"role\":\"r\",\"module\":\"m\"}");
    clone.call("session.start", "{\"agent_id\":\"ada\"}");
    send("first");
    assertSynced(force());
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private void send(String text) throws Exception {
    clone.call("message.send", "{\"content\":\"" + text + "\",\"caller_agent_id\":\"ada\"}");
  }

  private JsonNode force() throws Exception {
    return clone.call("sync.force", "{\"wait\":true,\"timeout_ms\":120000}");
  }

  private void assertSynced(JsonNode answer) throws Exception {
    assertEquals("synced", answer.path("sync_state").asString(), answer.toString());
    assertEquals(clone.git("rev-parse", BRANCH), TestRepository.git(bare, "rev-parse", BRANCH));
  }

  private String published(String path) {
    return TestRepository.git(bare, "show", BRANCH + ":" + path);
  }

  @Test
  void aRewrittenBranchKeepsItsNewHistoryAndGetsWhatItLost() throws Exception {
    var tree = TestRepository.git(bare, "rev-parse", BRANCH + "^{tree}");
    var messages = TestRepository.git(bare, "ls-tree", tree, "messages");
    assertTrue(messages.contains("messages"), messages);
    var empty = TestRepository.git(bare, "hash-object", "-t", "tree", "-w", "/dev/null");
    var rewritten =
        TestRepository.git(bare, "-c", "user.name=x", "-c", "user.email=y", "commit-tree", empty, "-m",
            "rewritten");
    TestRepository.git(bare, "update-ref", BRANCH, rewritten);
    send("second");
    assertSynced(force());
    assertTrue(published("messages/ada.jsonl").contains("first"));
    assertTrue(published("messages/ada.jsonl").contains("second"));
    TestRepository.git(bare, "merge-base", "--is-ancestor", rewritten, BRANCH);
  }

  @Test
  void aDeletedBranchIsMadeAgain() throws Exception {
    TestRepository.git(bare, "update-ref", "-d", BRANCH);
    assertSynced(force());
    assertTrue(published("messages/ada.jsonl").contains("first"));
  }

  @Test
  void aProtectedBranchIsSaidToBeOneAndIsServedOnceItIsOpen() throws Exception {
    var hook = bare.resolve("hooks/update");
    Files.writeString(hook, "#!/bin/sh\necho 'a-sync is protected' >&2\nexit 1\n");
    assertTrue(hook.toFile().setExecutable(true));
    send("second");
    var refused = force();
    assertEquals("error", refused.path("sync_state").asString(), refused.toString());
    assertEquals("rejected", refused.path("remote_state").asString(), refused.toString());
    assertTrue(refused.path("last_error").asString().contains("a-sync is protected"), refused.toString());
    assertTrue(refused.path("unpushed_commits").asInt() > 0, refused.toString());
    assertEquals("error", clone.call("health", "{}").path("sync_state").asString());
    Files.delete(hook);
    assertSynced(force());
  }

  @Test
  void aRemoteThatIsGoneIsAnErrorOnlyWhenSomethingWaitsForIt() throws Exception {
    clone.git("remote", "set-url", "origin", "git://127.0.0.1:1/nobody");
    var nothing = force();
    assertEquals("offline", nothing.path("remote_state").asString(), nothing.toString());
    assertEquals("synced", nothing.path("sync_state").asString(), nothing.toString());
    send("second");
    var waiting = force();
    assertEquals("error", waiting.path("sync_state").asString(), waiting.toString());
    assertTrue(waiting.path("last_error").asString().length() > 0, waiting.toString());
    clone.git("remote", "set-url", "origin", bare.toString());
    assertSynced(force());
  }

  @Test
  void aCloneThatIsFarBehindCatchesUp() throws Exception {
    var line = Files.readAllLines(clone.layout().syncWorktree().resolve("messages/ada.jsonl")).getFirst();
    var id = line.replaceAll(".*\"event_id\":\"evt_([0-9A-Z]{26})\".*", "$1");
    var message = line.replaceAll(".*\"message_id\":\"(msg_[0-9A-Z]{26})\".*", "$1");
    var lines = new StringBuilder();
    for (int n = 0; n < FAR_BEHIND; n++) {
      var suffix = String.format("%08d", n);
      lines.append(line.replace(message, "msg_01ARZ3NDEKTSV4RRF" + "0" + suffix)
          .replace(id, "01ARZ3NDEKTSV4RRF1" + suffix)
          .replace("\"ada\"", "\"zed\"")).append('\n');
    }
    addToBranch("messages/zed.jsonl", lines.toString());
    var answer = force();
    assertSynced(answer);
    assertEquals(FAR_BEHIND, answer.path("events_in").asInt(), answer.toString());
    var list = clone.call("message.list", "{\"page_size\":1}");
    assertEquals(FAR_BEHIND + 1, list.path("total").asInt(), list.toString());
  }

  /** As another clone would, without its daemon. */
  private void addToBranch(String path, String content) throws Exception {
    var file = Files.writeString(directory.resolve("content"), content);
    var blob = TestRepository.git(bare, "hash-object", "-w", file.toString());
    var checkout = directory.resolve("other");
    TestRepository.git(directory, "clone", "-q", "--no-checkout", "-b", "a-sync", bare.toString(),
        checkout.toString());
    TestRepository.git(checkout, "read-tree", "HEAD");
    TestRepository.git(checkout, "hash-object", "-w", file.toString());
    TestRepository.git(checkout, "update-index", "--add", "--cacheinfo", "100644," + blob + "," + path);
    TestRepository.git(checkout, "-c", "user.name=x", "-c", "user.email=y", "commit", "-q", "-m",
        "sync: elsewhere");
    TestRepository.git(checkout, "push", "-q", "origin", "a-sync");
  }
}
