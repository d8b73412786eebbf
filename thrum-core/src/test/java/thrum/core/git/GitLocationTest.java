package thrum.core.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitLocationTest {

  @TempDir Path directory;
  private GitSandbox git;

  @BeforeEach
  void sandbox() {
    git = new GitSandbox(directory);
  }

  @Test
  void whatIsFoundIsWhatGitSays() throws IOException {
    var plain = git.repository("my projects/größe");
    Files.createDirectories(plain.resolve("src/deep"));
    var linked = git.worktree(plain, "linked tree");
    var nested = git.worktree(plain, "my projects/größe/nested");
    var fromLinked = git.worktree(linked, "second");
    var bare = git.directory("bare.git");
    git.git(bare, "clone", "-q", "--bare", plain.toString(), ".");
    var ofBare = git.worktree(bare, "of-bare");
    var elsewhere = git.directory("elsewhere");
    git.git(elsewhere, "init", "-q", "--separate-git-dir", directory.resolve("separate").toString());
    for (var place : List.of(plain, plain.resolve("src/deep"), linked, nested, fromLinked, ofBare,
        elsewhere)) {
      var found = GitLocation.find(place).orElseThrow();
      assertEquals(git.git(place, "rev-parse", "--show-toplevel"), String.valueOf(found.topLevel()));
      assertEquals(absolute(place, "--git-dir"), found.gitDirectory());
      assertEquals(absolute(place, "--git-common-dir"), found.commonDirectory());
    }
    var inBare = GitLocation.find(bare).orElseThrow();
    assertNull(inBare.topLevel());
    assertEquals(bare, inBare.commonDirectory());
  }

  private Path absolute(Path place, String what) throws IOException {
    return place.resolve(git.git(place, "rev-parse", what)).toRealPath();
  }

  @Test
  void outsideGitNothingIsFound() {
    assertEquals(Optional.empty(), GitLocation.find(git.directory("plain")));
    assertEquals(Optional.empty(), GitLocation.find(directory.resolve("not/there")));
  }

  @Test
  void anEmptyGitDirectoryOrAPointerToNowhereIsNoRepository() throws IOException {
    Files.createDirectories(directory.resolve("a/.git"));
    GitSandbox.write(directory.resolve("b/.git"), "gitdir: /no/such/place\n");
    GitSandbox.write(directory.resolve("c/.git"), "");
    for (var name : List.of("a", "b", "c")) {
      assertEquals(Optional.empty(), GitLocation.find(directory.resolve(name)));
    }
  }

  @Test
  void aPathThroughASymbolicLinkIsTheRealOne() throws IOException {
    var real = git.repository("real");
    var link = Files.createSymbolicLink(directory.resolve("link"), real);
    assertEquals(real, GitLocation.find(link).orElseThrow().topLevel());
  }

  @Test
  void theBranchIsReadAlsoBeforeTheFirstCommit() {
    var fresh = git.empty("fresh");
    assertEquals(Optional.of("main"), GitLocation.find(fresh).orElseThrow().branch());
    var linked = git.worktree(git.repository("old"), "linked");
    assertEquals(Optional.of("b-linked"), GitLocation.find(linked).orElseThrow().branch());
    git.git(linked, "checkout", "-q", "--detach");
    assertEquals(Optional.empty(), GitLocation.find(linked).orElseThrow().branch());
  }

  @Test
  void theMainCheckoutIsKnownFromALinkedWorktreeUnlessTheRepositoryIsBare() {
    var main = git.repository("main");
    var linked = GitLocation.find(git.worktree(main, "linked")).orElseThrow();
    assertTrue(linked.isLinkedWorktree());
    assertEquals(Optional.of(main), linked.mainCheckout());
    var bare = git.directory("hub/.git");
    git.git(bare, "clone", "-q", "--bare", main.toString(), ".");
    var ofBare = GitLocation.find(git.worktree(bare, "hub/work")).orElseThrow();
    assertTrue(ofBare.isLinkedWorktree());
    assertEquals(Optional.empty(), ofBare.mainCheckout());
  }

  @Test
  void theCheckoutsAreListedWithoutThoseThatAreGone() throws IOException {
    var main = git.repository("main");
    var one = git.worktree(main, "one");
    var two = git.worktree(main, "two");
    Files.move(two, directory.resolve("moved"));
    assertEquals(List.of(main, one), new GitWorktrees(main.resolve(".git")).checkouts());
    assertEquals(2, new GitWorktrees(main.resolve(".git")).linked().size());
  }
}
