package thrum.core.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.core.repository.IgnoreRules.Place;
import thrum.core.repository.InitRequest.Again;
import thrum.core.sync.SyncBranch.Source;

/** The repositories of ruling 20; none of them has an author configured. */
class OddRepositoriesTest {

  @TempDir Path directory;
  private GitSandbox git;

  @BeforeEach
  void sandbox() {
    git = new GitSandbox(directory);
  }

  private Initialised init(Path place) {
    return new Initialisation(InstantSource.fixed(Instant.EPOCH), git.environment())
        .run(new InitRequest(place, Again.KEEP, Place.EXCLUDE, null));
  }

  private void becomesHealthy(Path place, Source source) {
    var done = assertInstanceOf(Initialised.Complete.class, init(place));
    assertEquals(source, done.branch());
    var sync = done.layout().syncWorktree();
    assertEquals("", git.git(sync, "status", "--porcelain"));
    assertEquals("a-sync", git.git(sync, "branch", "--show-current"));
    assertEquals("", git.git(place, "status", "--porcelain"));
    assertEquals(List.of(), complaints(git.git(place, "fsck", "--no-dangling")));
    assertTrue(Files.exists(sync.resolve("events.jsonl")));
  }

  /** A repository without commits gets a notice that says so. */
  private static List<String> complaints(String fsck) {
    return fsck.lines().filter(line -> !line.startsWith("notice: ")).toList();
  }

  private String url(Path repository) {
    return "file://" + repository;
  }

  /** A repository whose branch a-sync already holds messages. */
  private Path origin() {
    var origin = git.repository("origin");
    git.commit(origin, "second");
    becomesHealthy(origin, Source.CREATED);
    var sync = origin.resolve(".git/thrum-sync/a-sync");
    GitSandbox.write(sync.resolve("messages/ada.jsonl"), "{\"a\":1}\n");
    GitSandbox.write(sync.resolve("state/agents/x.json"), "{}");
    git.commit(sync, "sync: 2026-04-07T10:30:00Z");
    git.git(origin, "config", "uploadpack.allowFilter", "true");
    git.git(origin, "config", "uploadpack.allowAnySHA1InWant", "true");
    return origin;
  }

  private Path clone(Path origin, String... options) {
    var place = git.directory("clone of it");
    var command = new String[options.length + 4];
    System.arraycopy(new String[]{"clone", "-q", url(origin), "."}, 0, command, 0, 4);
    System.arraycopy(options, 0, command, 4, options.length);
    git.git(place, command);
    return place;
  }

  @Test
  void withoutCommits() {
    becomesHealthy(git.empty("fresh"), Source.CREATED);
  }

  @Test
  void withBlanksAndLettersOutsideAscii() {
    becomesHealthy(git.repository("my projects/größe 日本"), Source.CREATED);
  }

  @Test
  void aCloneTakesTheHistoryThatCameWithIt() {
    var place = clone(origin());
    becomesHealthy(place, Source.REMOTE);
    assertEquals("origin/a-sync", git.git(place, "rev-parse", "--abbrev-ref", "a-sync@{upstream}"));
    assertEquals(git.git(place, "rev-parse", "refs/remotes/origin/a-sync"),
        git.git(place, "rev-parse", "refs/heads/a-sync"));
    var sync = place.resolve(".git/thrum-sync/a-sync");
    assertEquals("{\"a\":1}\n", GitSandbox.read(sync.resolve("messages/ada.jsonl")));
    assertEquals("{}", GitSandbox.read(sync.resolve("state/agents/x.json")));
  }

  @Test
  void aShallowClone() {
    becomesHealthy(clone(origin(), "--depth", "1", "--no-single-branch"), Source.REMOTE);
  }

  @Test
  void aSingleBranchClone() {
    becomesHealthy(clone(origin(), "--single-branch"), Source.CREATED);
  }

  @Test
  void aCloneWithoutFileContents() {
    var place = clone(origin(), "--filter=blob:none");
    becomesHealthy(place, Source.REMOTE);
    assertEquals("{\"a\":1}\n", GitSandbox.read(place.resolve(".git/thrum-sync/a-sync/messages/ada.jsonl")));
  }

  @Test
  void aCloneWithoutDirectories() {
    becomesHealthy(clone(origin(), "--filter=tree:0"), Source.REMOTE);
  }

  @Test
  void aBareMainRepository() {
    var bare = git.directory("hub/.bare");
    git.git(bare, "clone", "-q", "--bare", git.repository("source").toString(), ".");
    GitSandbox.write(directory.resolve("hub/.git"), "gitdir: ./.bare\n");
    var one = git.worktree(bare, "hub/one");
    var two = git.worktree(bare, "hub/two");
    becomesHealthy(one, Source.CREATED);
    assertInstanceOf(Initialised.Linked.class, init(two));
    assertEquals(one, Repository.exactly(two).layout().servedCheckout());
    becomesHealthy(one, Source.EXISTING);
    assertFalse(Files.exists(bare.resolve(".thrum")));
  }

  @Test
  void aSubmodule() {
    var outer = git.repository("outer");
    var inner = git.repository("inner");
    git.git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", url(inner), "part");
    becomesHealthy(outer.resolve("part"), Source.CREATED);
  }
}
