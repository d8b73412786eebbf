package thrum.core.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.core.file.DirectoryListing;
import thrum.core.git.GitSandbox;
import thrum.core.repository.IgnoreRules.Place;
import thrum.core.repository.InitRequest.Again;
import thrum.core.sync.SyncBranch;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

class InitialisationTest {

  private static final Instant NOW = Instant.parse("2026-02-03T18:02:10.123Z");

  @TempDir Path directory;
  private GitSandbox git;

  @BeforeEach
  void sandbox() {
    git = new GitSandbox(directory);
  }

  private Initialised init(Path place, Again again, Place ignore) {
    return new Initialisation(InstantSource.fixed(NOW), git.environment())
        .run(new InitRequest(place, again, ignore, "cli-only"));
  }

  private Initialised.Complete init(Path place) {
    return assertInstanceOf(Initialised.Complete.class, init(place, Again.KEEP, Place.GITIGNORE));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identities", "context", "strategies"})
  void withALinkInThePlaceOfADirectoryNothingIsMade(String name) throws IOException {
    var main = git.repository("widgets");
    var elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.createDirectories(main.resolve(".thrum"));
    var link = Files.createSymbolicLink(main.resolve(".thrum").resolve(name), elsewhere);

    assertEquals("the directory " + link + " is a link, which is not followed; nothing was changed. "
        + "Put a directory in its place", assertThrows(Refused.class, () -> init(main)).text());

    assertEquals(List.of(), DirectoryListing.of(elsewhere));
    assertEquals(List.of(link), DirectoryListing.of(main.resolve(".thrum")));
    assertFalse(Files.exists(main.resolve(".git/thrum-sync/a-sync")));
  }

  @Test
  void theLayoutIsComplete() throws IOException {
    var main = git.repository("widgets");
    var done = init(main);
    var layout = done.layout();
    assertTrue(done.fresh() && done.localOnly());
    assertEquals(SyncBranch.Source.CREATED, done.branch());
    assertEquals(IgnoreRules.PATTERNS, done.ignored());
    assertEquals("1\n", GitSandbox.read(layout.schemaVersion()));
    assertEquals("""
        {
          "daemon": {
            "local_only": true,
            "peer_port": "auto",
            "single_agent_mode": true,
            "sync_interval": 60,
            "ws_port": "auto"
          },
          "runtime": {
            "primary": "cli-only"
          }
        }
        """, GitSandbox.read(layout.config()));
    assertEquals(Set.of("sub-agent-strategy.md", "thrum-registration.md", "resume-after-context-loss.md"),
        GitSandbox.contents(layout.strategies())
            .keySet()
            .stream()
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet()));
    for (var directory : List.of(main.resolve(".thrum"), layout.var(), layout.identities(), layout.context(),
        layout.strategies(), layout.syncWorktree(), layout.syncWorktree().resolve("messages"))) {
      assertEquals("rwxr-x---", mode(directory), directory.toString());
    }
    for (var file : List.of(layout.config(), layout.schemaVersion(),
        layout.syncWorktree().resolve("events.jsonl"))) {
      assertEquals("rw-------", mode(file), file.toString());
    }
    assertEquals("rw-r--r--", mode(layout.projectState()));
    assertTrue(Repository.exactly(main).initialised());
  }

  @Test
  void theProjectStateBeginsWithWhatGitKnows() {
    var main = git.repository("widgets");
    GitSandbox.write(main.resolve("src/A.java"), "");
    GitSandbox.write(main.resolve("src/B.java"), "");
    GitSandbox.write(main.resolve("run.sh"), "");
    git.git(main, "tag", "v1.2");
    var state = init(main).layout().projectState();
    var text = GitSandbox.read(state);
    assertTrue(text.startsWith("""
        # Project state: widgets

        - Languages: Java, Shell
        - Latest tag: v1.2
        - Branch: main
        - Last updated: 2026-02-03
        """), text);
    GitSandbox.write(state, "mine");
    init(main, Again.FORCE, Place.GITIGNORE);
    assertEquals("mine", GitSandbox.read(state));
  }

  @Test
  void theUsersOwnThingsAreUntouched() {
    var main = git.repository("main");
    git.git(main, "tag", "a-sync");
    GitSandbox.write(main.resolve("staged"), "s");
    git.git(main, "add", "staged");
    GitSandbox.write(main.resolve("untracked"), "u");
    var config = GitSandbox.read(main.resolve(".git/config"));
    var index = git.git(main, "ls-files", "--stage", "--debug");
    var refs = git.git(main, "for-each-ref");
    var head = GitSandbox.read(main.resolve(".git/HEAD"));
    init(main, Again.KEEP, Place.EXCLUDE);
    assertEquals(config, GitSandbox.read(main.resolve(".git/config")));
    assertEquals(index, git.git(main, "ls-files", "--stage", "--debug"));
    assertEquals(head, GitSandbox.read(main.resolve(".git/HEAD")));
    assertEquals("A  staged\n?? untracked", git.git(main, "status", "--porcelain"));
    assertEquals(refs.lines().toList(),
        git.git(main, "for-each-ref").lines().filter(line -> !line.endsWith("refs/heads/a-sync")).toList());
    git.git(main, "rev-parse", "--verify", "refs/heads/a-sync");
  }

  @Test
  void gitFindsNothingToComplainAbout() {
    var main = git.repository("main");
    var sync = init(main).layout().syncWorktree();
    assertEquals("", git.git(main, "fsck", "--strict", "--no-dangling"));
    var listed = git.git(main, "worktree", "list", "--porcelain");
    assertTrue(listed.contains("worktree " + sync + "\n"), listed);
    assertTrue(listed.endsWith("branch refs/heads/a-sync\nlocked thrum"), listed);
    assertEquals("", git.git(sync, "status", "--porcelain"));
    assertEquals("a-sync", git.git(sync, "branch", "--show-current"));
    git.git(main, "worktree", "prune");
    git.git(main, "gc", "-q");
    assertEquals("", git.git(sync, "status", "--porcelain"));
    assertEquals("", git.git(main, "fsck", "--strict"));
    assertEquals("", git.run(main, "config", "--get-regexp", "sparse|worktreeConfig").text());
  }

  @Test
  void theBranchIsAnOrphanWithTwoCommitsByThrum() {
    var main = git.repository("main");
    init(main);
    assertEquals("""
        Initialize Thrum sync data|Thrum|thrum@local|Thrum|thrum@local|2026-02-03T18:02:10+00:00
        Initialize Thrum sync|Thrum|thrum@local|Thrum|thrum@local|2026-02-03T18:02:10+00:00""",
        git.git(main, "log", "--format=%s|%an|%ae|%cn|%ce|%cI", "refs/heads/a-sync"));
    assertEquals("4b825dc642cb6eb9a060e54bf8d69288fbee4904",
        git.git(main, "rev-parse", "refs/heads/a-sync~1^{tree}"));
    assertEquals("events.jsonl", git.git(main, "ls-tree", "-r", "--name-only", "refs/heads/a-sync"));
  }

  @Test
  void repeatingItChangesNothing() {
    var main = git.repository("main");
    var layout = init(main).layout();
    GitSandbox.write(layout.config(), "{\"daemon\":{\"single_agent_mode\":false},\"mine\":1}");
    var before = GitSandbox.contents(main);
    var again = init(main);
    assertFalse(again.fresh());
    assertEquals(SyncBranch.Source.EXISTING, again.branch());
    var after = GitSandbox.contents(main);
    assertEquals("""
        {
          "daemon": {
            "single_agent_mode": false
          },
          "mine": 1,
          "runtime": {
            "primary": "cli-only"
          }
        }
        """, after.put(".thrum/config.json", ""));
    before.put(".thrum/config.json", "");
    assertEquals(before, after);
  }

  @Test
  void withForceTheLayoutIsMadeAfreshAndDataStay() {
    var main = git.repository("main");
    var layout = init(main).layout();
    GitSandbox.write(layout.syncWorktree().resolve("events.jsonl"), "{}\n");
    GitSandbox.write(layout.schemaVersion(), "7");
    GitSandbox.write(main.resolve(".gitignore"), "");
    init(main);
    assertEquals("7", GitSandbox.read(layout.schemaVersion()));
    assertEquals("", GitSandbox.read(main.resolve(".gitignore")));
    init(main, Again.FORCE, Place.GITIGNORE);
    assertEquals("1\n", GitSandbox.read(layout.schemaVersion()));
    assertTrue(GitSandbox.read(main.resolve(".gitignore")).contains(".thrum/"));
    assertEquals("{}\n", GitSandbox.read(layout.syncWorktree().resolve("events.jsonl")));
  }

  @Test
  void theTopLevelIsMeantWhereverOneStands() throws IOException {
    var main = git.repository("main");
    var done = init(Files.createDirectories(main.resolve("src/deep")));
    assertEquals(main.resolve(".thrum"), done.layout().local());
  }

  @Test
  void aStepThatFailsTakesEverythingBack() throws IOException {
    var main = git.repository("main");
    Files.createDirectory(main.resolve(".gitignore"));
    var refs = git.git(main, "for-each-ref");
    var before = GitSandbox.contents(main);
    var failure = assertThrows(Broken.class, () -> init(main));
    assertTrue(String.valueOf(failure.getMessage()).contains(".gitignore"), failure.getMessage());
    assertEquals(0, failure.getSuppressed().length);
    var after = GitSandbox.contents(main);
    // Objects that nothing refers to stay until the next git gc.
    after.keySet().removeIf(name -> name.startsWith(".git/objects"));
    before.keySet().removeIf(name -> name.startsWith(".git/objects"));
    assertEquals(before, after);
    assertEquals(refs, git.git(main, "for-each-ref"));
  }

  @Test
  void aFailureLeavesWhatWasThereBefore() throws IOException {
    var main = git.repository("main");
    GitSandbox.write(main.resolve(".thrum/context/ada.md"), "mine");
    git.git(main, "branch", "a-sync");
    Files.createDirectory(main.resolve(".gitignore"));
    assertThrows(Broken.class, () -> init(main));
    assertEquals("mine", GitSandbox.read(main.resolve(".thrum/context/ada.md")));
    assertFalse(Files.exists(main.resolve(".thrum/var")));
    git.git(main, "rev-parse", "--verify", "refs/heads/a-sync");
    assertEquals(1, git.git(main, "worktree", "list").lines().count());
  }

  @Test
  void aThrumThatIsNoDirectoryIsOneClearFailure() {
    var main = git.repository("main");
    GitSandbox.write(main.resolve(".thrum"), "a file");
    var failure = assertThrows(Broken.class, () -> init(main));
    assertTrue(
        String.valueOf(failure.getMessage()).startsWith("cannot set thrum up: " + main.resolve(".thrum")),
        failure.getMessage());
    assertFalse(git.run(main, "rev-parse", "--verify", "-q", "refs/heads/a-sync").text().length() > 0);
  }

  @Test
  void manyAtTheSameMomentMakeOneHistory() throws Exception {
    var main = git.repository("main");
    List<Callable<Initialised.Complete>> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(() -> init(main));
    }
    try (var threads = Executors.newFixedThreadPool(runs.size())) {
      var sources = new ArrayList<SyncBranch.Source>();
      for (var future : threads.invokeAll(runs)) {
        sources.add(future.get().branch());
      }
      assertEquals(1, sources.stream().filter(source -> source == SyncBranch.Source.CREATED).count());
    }
    assertEquals("2", git.git(main, "rev-list", "--count", "refs/heads/a-sync"));
    assertEquals("", git.git(main, "fsck", "--strict", "--no-dangling"));
    assertEquals(2, git.git(main, "worktree", "list").lines().count());
    assertFalse(Files.exists(main.resolve(".git/thrum-init.lock")));
  }

  @Test
  void aLinkedWorktreeIsTiedToTheMainOne() {
    var main = git.repository("main");
    var linked = git.worktree(main, "linked");
    assertTrue(assertThrows(Refused.class, () -> init(linked)).text().contains("thrum init"));
    assertFalse(Files.exists(linked.resolve(".thrum")));
    init(main);
    var done = assertInstanceOf(Initialised.Linked.class, init(linked, Again.KEEP, Place.GITIGNORE));
    assertEquals(main.resolve(".thrum"), done.layout().effective());
    assertFalse(Files.exists(linked.resolve(".gitignore")));
  }

  @Test
  void placesThatCannotHoldItAreRefused() {
    assertTrue(refusal(git.directory("plain")).startsWith("not a Git repository"));
    var main = git.repository("main");
    init(main);
    assertTrue(refusal(main.resolve(".git/thrum-sync/a-sync")).contains("inside the Git directory"));
    assertTrue(refusal(main.resolve(".git")).contains("without a checkout"));
    var sha256 = git.directory("sha256");
    git.git(sha256, "init", "-q", "--object-format=sha256");
    assertTrue(refusal(sha256).contains("SHA-1"), refusal(sha256));
    assertFalse(Files.exists(sha256.resolve(".thrum")));
    var tables = git.empty("tables");
    git.git(tables, "config", "extensions.refStorage", "reftable");
    assertTrue(refusal(tables).contains("reftable"), refusal(tables));
  }

  private String refusal(Path place) {
    return assertThrows(Refused.class, () -> init(place)).text();
  }
}
