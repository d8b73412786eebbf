package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes to and fro, what belongs to the user stays as it is. */
class UserRepositoryUntouchedTest {

  /** What an hour brings by itself, at one exchange in a minute. */
  private static final int AN_HOUR = 60;
  private static final int A_FEW = 4;

  @TempDir(factory = InMemory.class) Path directory;

  private static void force(TestRepository repository) throws Exception {
    var answer = repository.call("sync.force", "{\"wait\":true,\"timeout_ms\":60000}");
    assertEquals("synced", answer.path("sync_state").asString(), answer.toString());
  }

  private TestRepository clone(String name, Path bare) throws Exception {
    return exchanging(new TestRepository(directory.resolve(name)), bare);
  }

  private static TestRepository exchanging(TestRepository repository, Path bare) {
    repository.git("remote", "add", "origin", bare.toString());
    repository.exchanging();
    return repository;
  }

  private Path bare() throws Exception {
    return TestRepository.bare(directory.resolve("bare"));
  }

  private static void enrol(TestRepository repository, String name) throws Exception {
    repository.call("agent.register",
        "{\"name\":\"" + name + "\",\"role\":\"r_" + name + "\",\"module\":\"m\"}");
    repository.call("session.start", "{\"agent_id\":\"" + name + "\"}");
  }

  private static void send(TestRepository repository, String from, int number) throws Exception {
    repository.call("message.send", "{\"content\":\"" + number + "\",\"caller_agent_id\":\"" + from + "\"}");
  }

  @Test
  void statusIndexConfigurationReferencesStashHooksAndWorktreesAreEqualAfterAnHour() throws Exception {
    var bare = bare();
    var ours = clone("ours", bare);
    workOn(ours);
    exchangeWith(clone("theirs", bare), ours, AN_HOUR);
    assertTrue(Files.notExists(ours.root.resolve("hook-ran")));
  }

  @Test
  void aRepositoryWithoutCommitsStaysOne() throws Exception {
    var bare = bare();
    var ours = clone("ours", bare);
    exchangeWith(clone("theirs", bare), ours, A_FEW);
    assertTrue(Files.notExists(ours.root.resolve(".git/index")));
  }

  @Test
  void aBareMainRepositoryAndItsCheckoutStayAsTheyAre() throws Exception {
    var bare = bare();
    var ours =
        exchanging(TestRepository.checkoutOf(directory.resolve("main.git"), directory.resolve("checkout")),
            bare);
    exchangeWith(clone("theirs", bare), ours, A_FEW);
    assertEquals("true",
        TestRepository.git(directory.resolve("main.git"), "rev-parse", "--is-bare-repository"));
  }

  /** Two clones tell each other something now and then; nothing of ours changes but the branch. */
  private static void exchangeWith(TestRepository theirs, TestRepository ours, int cycles) throws Exception {
    try (var _ = ours.start(); var _ = theirs.start()) {
      enrol(ours, "ada");
      enrol(theirs, "bo");
      force(theirs);
      force(ours);
      var before = state(ours);
      for (int cycle = 0; cycle < cycles; cycle++) {
        if (cycle % 10 == 1) {
          send(theirs, "bo", cycle);
          force(theirs);
        }
        if (cycle % 5 == 2) {
          send(ours, "ada", cycle);
        }
        force(ours);
      }
      assertEquals(before, state(ours));
    }
  }

  /** Somebody is in the middle of something. */
  private void workOn(TestRepository repository) throws Exception {
    var root = repository.root;
    Files.writeString(root.resolve("one"), "1\n");
    Files.writeString(root.resolve("two"), "2\n");
    repository.git("config", "user.name", "Ada");
    repository.git("config", "user.email", "ada@example.org");
    repository.git("add", "one", "two", ".gitignore");
    repository.git("commit", "-q", "-m", "first");
    repository.git("push", "-q", "origin", "HEAD:main");
    Files.writeString(root.resolve("one"), "stashed\n");
    repository.git("stash", "-q");
    Files.writeString(root.resolve("forgotten"), "only in the object database\n");
    repository.git("hash-object", "-w", "forgotten");
    Files.delete(root.resolve("forgotten"));
    repository.git("tag", "v1");
    repository.git("branch", "other");
    repository.git("worktree", "add", "-q", directory.resolve("linked").toString(), "other");
    Files.writeString(root.resolve("one"), "staged\n");
    repository.git("add", "one");
    Files.writeString(root.resolve("two"), "changed\n");
    Files.writeString(root.resolve("three"), "untracked\n");
    for (var hook : new String[]{"pre-commit", "post-commit", "pre-push", "post-checkout", "post-merge",
      "post-rewrite",
      "reference-transaction"}) {
      var file =
          Files.writeString(root.resolve(".git/hooks/" + hook), "#!/bin/sh\ntouch " + root + "/hook-ran\n");
      assertTrue(file.toFile().setExecutable(true));
    }
  }

  private static Map<String, String> state(TestRepository repository) throws Exception {
    var git = Path.of(repository.git("rev-parse", "--absolute-git-dir"));
    var common = repository.layout().commonDirectory();
    var state = new TreeMap<String, String>();
    state.put("index", text(git.resolve("index")));
    state.put("config", text(common.resolve("config")));
    state.put("HEAD", text(git.resolve("HEAD")));
    state.put("main HEAD", text(common.resolve("HEAD")));
    state.put("FETCH_HEAD", Boolean.toString(Files.exists(git.resolve("FETCH_HEAD"))));
    state.put("status", repository.git("--no-optional-locks", "status", "--porcelain=v2", "--branch"));
    state.put("references", repository.git("for-each-ref")
        .lines()
        .filter(line -> !line.contains("/a-sync"))
        .collect(Collectors.joining("\n")));
    state.put("stash", repository.git("stash", "list"));
    state.put("worktrees",
        repository.git("worktree", "list", "--porcelain").replaceAll("HEAD [0-9a-f]+", "HEAD"));
    state.put("fsck", repository.git("fsck", "--no-dangling", "--no-progress"));
    state.put("unreachable", unreachable(repository));
    try (var files = Files.walk(repository.root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = repository.root.relativize(file).toString();
        if (name.startsWith(".git/hooks") || (!name.startsWith(".git/") && !name.startsWith(".thrum/"))) {
          state.put("file " + name, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return state;
  }

  /** What nobody refers to and Thrum has not made: that of the user's. */
  private static String unreachable(TestRepository repository) {
    return repository.git("fsck", "--unreachable", "--no-progress")
        .lines()
        .filter(line -> line.contains(" blob "))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "none";
  }
}
