package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code context.sync}: what it says has happened has happened (04 §2.9). */
class SharedContextTest {

  private static final String ADA = "{\"agent_name\":\"ada\"}";

  @TempDir(factory = InMemory.class) Path directory;
  private Path bare;
  private TestRepository one;

  @BeforeEach
  void remote() throws Exception {
    bare = TestRepository.bare(directory.resolve("bare"));
    one = TestRepository.exchangingThrough(bare, directory.resolve("one"));
  }

  private static void save(TestRepository repository, String text) throws IOException {
    repository.call("context.save", "{\"agent_name\":\"ada\",\"content\":\""
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\"}");
  }

  private static JsonNode shared(TestRepository repository) throws IOException {
    return repository.call("context.sync", ADA);
  }

  private static String shown(TestRepository repository) throws IOException {
    var shown = repository.call("context.show", "{\"agent_name\":\"ada\",\"or_shared\":true}");
    return new String(Base64.getDecoder().decode(shown.path("content").asString("")), StandardCharsets.UTF_8)
        + " from " + shown.path("branch").asString("here");
  }

  private String onTheRemote() {
    return TestRepository.run(bare, "show", "a-sync:context/ada.md");
  }

  private static void assertSaid(boolean committed, boolean pushed, String reason, JsonNode answer) {
    assertEquals(committed, answer.path("committed").asBoolean(), answer.toString());
    assertEquals(pushed, answer.path("pushed").asBoolean(), answer.toString());
    assertEquals(reason, answer.path("reason").asString(""), answer.toString());
  }

  @Test
  void whatIsSaidToBePushedIsOnTheRemoteUnderACommitOfItsOwn() throws Exception {
    try (var _ = one.start()) {
      save(one, "first");
      var answer = shared(one);
      assertSaid(true, true, "", answer);
      assertEquals("first", onTheRemote());
      assertEquals("context: update ada",
          TestRepository.git(bare, "log", "--format=%s", "a-sync", "--", "context/ada.md"));
      assertSaid(false, true, "", shared(one));
      assertEquals("", one.git("status", "--porcelain", "--untracked-files=no"));
    }
  }

  @Test
  void anotherCloneShowsTheCopyAlsoAfterAPlainFetchAlone() throws Exception {
    var other = TestRepository.exchangingThrough(bare, directory.resolve("other"));
    other.localOnly();
    try (var _ = one.start(); var _ = other.start()) {
      save(one, "first");
      assertSaid(true, true, "", shared(one));
      assertEquals(" from here", shown(other));
      other.git("fetch", "-q", "origin");
      assertEquals("first from origin/a-sync", shown(other));
      save(other, "own");
      assertEquals("own from here", shown(other));
      assertFalse(other.call("context.show", "{\"agent_name\":\"bo\",\"or_shared\":true}")
          .path("has_context")
          .asBoolean());
    }
  }

  @Test
  void clonesThatBothShareKeepBothContentsAndTheMessageOfTheCommit() throws Exception {
    var other = TestRepository.exchangingThrough(bare, directory.resolve("other"));
    other.localOnly();
    try (var _ = one.start(); var _ = other.start()) {
      save(one, "from one");
      assertSaid(true, true, "", shared(one));
      // The other one has not seen that yet; its branch has a history of its own.
      save(other, "from other");
      assertSaid(true, false, "local_only", shared(other));
      other.exchanging();
      var answer = shared(other);
      String all = TestRepository.git(bare, "ls-tree", "-r", "--name-only", "a-sync", "context/");
      assertEquals(2, all.lines().count(), all);
      assertTrue(all.contains("context/ada.conflict-"), all);
      var contents =
          all.lines().map(file -> TestRepository.git(bare, "show", "a-sync:" + file)).sorted().toList();
      assertEquals(List.of("from one", "from other"), contents);
      if (answer.path("pushed").asBoolean()) {
        assertEquals("from other", onTheRemote());
        assertTrue(TestRepository.git(bare, "log", "-1", "--format=%s", "a-sync", "--", "context/ada.md")
            .equals("context: update ada"));
      } else {
        assertEquals("newer_on_branch", answer.path("reason").asString());
      }
    }
  }

  @Test
  void inLocalOnlyModeItIsCommittedAndNothingLeavesTheMachine() throws Exception {
    one.localOnly();
    try (var _ = one.start()) {
      save(one, "private");
      assertSaid(true, false, "local_only", shared(one));
      assertEquals("private", one.git("show", "a-sync:context/ada.md"));
      assertEquals("", TestRepository.git(bare, "for-each-ref"));
    }
  }

  @Test
  void withoutARemoteItIsCommitted() throws Exception {
    one.git("remote", "remove", "origin");
    try (var _ = one.start()) {
      save(one, "alone");
      assertSaid(true, false, "no_remote", shared(one));
      assertEquals("alone", one.git("show", "a-sync:context/ada.md"));
    }
  }

  @Test
  void aRemoteThatCannotBeReachedIsSaidAndTheNextCycleMakesUpForIt() throws Exception {
    one.git("remote", "set-url", "origin", directory.resolve("nowhere").toString());
    try (var _ = one.start()) {
      save(one, "later");
      var answer = shared(one);
      assertTrue(answer.path("committed").asBoolean() && !answer.path("pushed").asBoolean(),
          answer.toString());
      assertFalse(answer.path("reason").asString("").isEmpty(), answer.toString());
      one.git("remote", "set-url", "origin", bare.toUri().toString());
      assertSaid(false, true, "", shared(one));
      assertEquals("later", onTheRemote());
    }
  }

  @Test
  void nothingSavedIsNothingToShareAndNoError() throws Exception {
    try (var _ = one.start()) {
      assertSaid(false, false, "no_context", shared(one));
      save(one, "");
      assertSaid(false, false, "no_context", shared(one));
    }
  }

  @Test
  void whatTheBranchCannotHoldIsRefusedAndStaysHere() throws Exception {
    try (var _ = one.start(); var wire = new Wire(one.layout().socket())) {
      save(one, "x".repeat((1 << 20) + 1));
      var text = wire.call("context.sync", ADA).path("error").path("message").asString();
      assertTrue(text.contains("1048577 bytes") && text.contains("1 MiB"), text);
      Files.writeString(one.layout().context().resolve("user:ada.md"), "x");
      text =
          wire.call("context.sync", "{\"agent_name\":\"user:ada\"}").path("error").path("message").asString();
      assertTrue(text.contains("user:ada"), text);
    }
  }

  @Test
  void aCheckoutThatIsTamperedWithFailsForWhoeverAskedAndNotForTheLoop() throws Exception {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    try (var _ = one.start(); var wire = new Wire(one.layout().socket())) {
      Files.createSymbolicLink(one.layout().syncWorktree().resolve("context"), elsewhere);
      save(one, "x");
      var text = wire.call("context.sync", ADA).path("error").path("message").asString();
      assertTrue(text.contains("is a link"), text);
      Files.delete(one.layout().syncWorktree().resolve("context"));
      assertSaid(true, true, "", shared(one));
    }
  }
}
