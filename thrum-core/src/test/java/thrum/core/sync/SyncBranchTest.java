package thrum.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitCommand;
import thrum.core.git.GitSandbox;
import thrum.core.sync.SyncBranch.Source;
import thrum.protocol.failure.Broken;

class SyncBranchTest {

  @TempDir Path directory;
  private GitSandbox git;
  private Path main;
  private SyncBranch branch;

  @BeforeEach
  void repository() {
    git = new GitSandbox(directory);
    main = git.repository("main");
    branch = new SyncBranch(main.resolve(".git"), InstantSource.fixed(Instant.EPOCH),
        new GitCommand(git.environment()));
  }

  @Test
  void aDamagedCheckoutStopsWithALineAndLosesNothing() throws IOException {
    branch.prepare();
    var sync = branch.worktree();
    GitSandbox.write(sync.resolve("messages/ada.jsonl"), "{}\n");
    damaged("not on branch a-sync", sync, () -> git.git(sync, "checkout", "-q", "--detach"));
    git.git(sync, "checkout", "-q", "a-sync");
    branch.requireHealthy();
    var entry = main.resolve(".git/worktrees/a-sync");
    var aside = directory.resolve("aside");
    damaged("leads nowhere", sync, () -> move(entry, aside));
    move(aside, entry);
    damaged("does not list", sync, () -> GitSandbox.write(entry.resolve("gitdir"), "/somewhere/else/.git\n"));
    GitSandbox.write(entry.resolve("gitdir"), sync.resolve(".git") + "\n");
    branch.requireHealthy();
    damaged("no .git file", sync, () -> move(sync.resolve(".git"), aside));
    Files.createDirectory(sync.resolve(".git"));
    damaged("no .git file", sync, () -> {});
  }

  @Test
  void locksThatAKilledProcessLeftGoAndThoseOfTheLivingStay() throws IOException {
    branch.prepare();
    var locks = List.of(main.resolve(".git/refs/heads/a-sync.lock"),
        main.resolve(".git/refs/remotes/origin/a-sync.lock"),
        main.resolve(".git/worktrees/a-sync/index.lock"));
    for (Path lock : locks) {
      GitSandbox.write(lock, "");
    }
    branch.heal(main);
    assertTrue(locks.stream().allMatch(Files::exists));
    for (Path lock : locks) {
      Files.setLastModifiedTime(lock, FileTime.from(Instant.EPOCH.minusSeconds(3600)));
    }
    var users = main.resolve(".git/refs/heads/main.lock");
    GitSandbox.write(users, "");
    Files.setLastModifiedTime(users, FileTime.from(Instant.EPOCH.minusSeconds(3600)));
    branch.heal(main);
    assertTrue(locks.stream().noneMatch(Files::exists));
    assertTrue(Files.exists(users));
    GitSandbox.write(locks.getFirst(), "");
    Thread.currentThread().interrupt(); // so that there is no time to watch whether somebody lives
    branch.takeOver();
    assertTrue(Thread.interrupted());
    assertTrue(Files.exists(locks.getFirst()));
    branch.takeOver();
    assertTrue(Files.notExists(locks.getFirst()));
  }

  private void damaged(String complaint, Path sync, Runnable damage) {
    damage.run();
    var before = GitSandbox.contents(sync);
    for (Runnable use : new Runnable[]{branch::requireHealthy, branch::prepare}) {
      var failure = assertThrows(Broken.class, use::run);
      assertTrue(String.valueOf(failure.getMessage()).contains(complaint), failure.getMessage());
    }
    assertEquals(before, GitSandbox.contents(sync));
  }

  private static void move(Path from, Path to) {
    assertTrue(from.toFile().renameTo(to.toFile()));
  }

  @Test
  void everyDamageIsHealedInPlaceAndCopiesAreMadeFirst() throws IOException {
    branch.prepare();
    var sync = branch.worktree();
    var entry = main.resolve(".git/worktrees/a-sync");
    GitSandbox.write(sync.resolve("messages/ada.jsonl"), "{}\n");
    GitSandbox.write(sync.resolve("context/ada.md"), "notes\n");
    assertEquals(Optional.empty(), branch.heal(main));
    healed("not on branch a-sync", sync, () -> git.git(sync, "checkout", "-q", "--detach"));
    healed("leads nowhere", sync, () -> move(entry, directory.resolve("aside")));
    healed("does not list", sync, () -> GitSandbox.write(entry.resolve("gitdir"), "/somewhere/else/.git\n"));
    healed("no .git file", sync, () -> move(sync.resolve(".git"), directory.resolve("aside2")));
    Files.delete(sync.resolve(".git"));
    var own = healed("no .git file", sync, () -> git.git(sync, "init", "-q", "."));
    assertTrue(Files.isDirectory(own.resolve("dot-git")));
  }

  private Path healed(String complaint, Path sync, Runnable damage) {
    damage.run();
    var healed = branch.heal(main).orElseThrow();
    assertTrue(healed.complaint().contains(complaint), healed.complaint());
    assertEquals("{}\n", GitSandbox.read(healed.rescue().resolve("messages/ada.jsonl")));
    assertEquals("notes\n", GitSandbox.read(healed.rescue().resolve("context/ada.md")));
    assertEquals("{}\n", GitSandbox.read(sync.resolve("messages/ada.jsonl")));
    assertEquals("?? context/\n?? messages/", git.git(sync, "status", "--porcelain"));
    assertEquals("a-sync", git.git(sync, "branch", "--show-current"));
    assertTrue(git.git(main, "worktree", "list", "--porcelain").contains("locked thrum"));
    assertEquals(Optional.empty(), branch.heal(main));
    return healed.rescue();
  }

  @Test
  void aCopiedRepositoryIsHealedAndTheOriginalStaysAsItIs() throws Exception {
    branch.prepare();
    var copy = directory.resolve("copy");
    assertEquals(0,
        new ProcessBuilder("cp", "-a", main.toString(), copy.toString()).inheritIO().start().waitFor());
    var before = GitSandbox.contents(main);
    var there = new SyncBranch(copy.resolve(".git"), InstantSource.fixed(Instant.EPOCH),
        new GitCommand(git.environment()));
    assertTrue(there.heal(directory).isPresent());
    assertEquals("", git.git(there.worktree(), "status", "--porcelain"));
    assertEquals(before, GitSandbox.contents(main));
    assertEquals(2, git.git(copy, "worktree", "list").lines().count());
  }

  @Test
  void aBranchOrDirectoryThatIsGoneIsMadeAgain() throws IOException {
    branch.prepare();
    git.git(main, "update-ref", "-d", "refs/heads/a-sync");
    assertTrue(branch.heal(main).isPresent());
    assertEquals("events.jsonl", git.git(main, "ls-tree", "--name-only", "refs/heads/a-sync"));
    move(branch.worktree(), directory.resolve("aside"));
    assertTrue(branch.heal(main).isPresent());
    assertEquals("", git.git(branch.worktree(), "status", "--porcelain"));
  }

  @Test
  void whatAnOlderReleaseLeftUnlockedAndSparseIsPutRight() throws IOException {
    git.git(main, "update-ref", "refs/remotes/origin/a-sync", hostileCommit());
    branch.prepare();
    var sync = branch.worktree();
    git.git(main, "worktree", "unlock", sync.toString());
    git.git(sync, "status");
    git.git(sync, "sparse-checkout", "set", "--no-cone", "/events.jsonl", "/messages/");
    assertFalse(Files.exists(sync.resolve("context/good.md")));
    var config = GitSandbox.read(main.resolve(".git/config"));
    assertEquals(Optional.empty(), branch.heal(main));
    assertTrue(Files.exists(sync.resolve("context/good.md")));
    assertEquals(config, GitSandbox.read(main.resolve(".git/config")));
    assertTrue(git.git(main, "worktree", "list", "--porcelain").contains("locked thrum"));
  }

  @Test
  void aMovedRepositoryIsHealthyAfterTheAdvice() {
    branch.prepare();
    var moved = directory.resolve("moved");
    move(main, moved);
    var there = new SyncBranch(moved.resolve(".git"), InstantSource.fixed(Instant.EPOCH),
        new GitCommand(git.environment()));
    var failure = assertThrows(Broken.class, there::prepare);
    var advice = "git worktree repair " + there.worktree();
    assertTrue(String.valueOf(failure.getMessage()).contains("'" + advice + "'"), failure.getMessage());
    git.git(moved, "worktree", "repair", there.worktree().toString());
    there.prepare();
    assertEquals("", git.git(there.worktree(), "status", "--porcelain"));
  }

  @Test
  void whatAnInterruptedRunLeftBehindIsReplaced() throws IOException {
    branch.prepare();
    move(branch.worktree(), directory.resolve("aside"));
    Files.createDirectories(main.resolve(".git/thrum-sync/a-sync.new/messages"));
    branch.prepare();
    assertEquals("", git.git(branch.worktree(), "status", "--porcelain"));
    assertEquals(2, git.git(main, "worktree", "list").lines().count());
    assertFalse(Files.exists(main.resolve(".git/thrum-sync/a-sync.new")));
  }

  @Test
  void anotherWorktreeOfThatNameKeepsItsEntry() {
    git.worktree(main, "a-sync");
    branch.prepare();
    assertTrue(Files.exists(main.resolve(".git/worktrees/a-sync1")));
    assertEquals("b-a-sync", git.git(directory.resolve("a-sync"), "branch", "--show-current"));
    assertEquals("", git.git(branch.worktree(), "status", "--porcelain"));
  }

  @Test
  void aUsersOtherWorktreesAreNotForgotten() {
    var away = git.worktree(main, "away");
    move(away, directory.resolve("unmounted"));
    branch.prepare();
    move(directory.resolve("unmounted"), away);
    assertEquals("b-away", git.git(away, "branch", "--show-current"));
  }

  @Test
  void undoingRemovesOnlyWhatWasMade() {
    var before = git.git(main, "for-each-ref");
    var prepared = branch.prepare();
    branch.undo(prepared);
    assertEquals(before, git.git(main, "for-each-ref"));
    assertFalse(Files.exists(main.resolve(".git/thrum-sync")));
    assertFalse(Files.exists(main.resolve(".git/worktrees")));
    branch.prepare();
    var again = branch.prepare();
    assertEquals(Source.EXISTING, again.source());
    assertNull(again.entry());
    branch.undo(again);
    branch.requireHealthy();
    assertTrue(Files.exists(branch.worktree()));
  }

  @Test
  void aBranchWithoutEventsGetsThem() {
    var tree = git.git(main, "write-tree");
    var commit = git.git(main, "-c", "user.name=a", "-c", "user.email=b", "commit-tree", tree, "-m", "other");
    git.git(main, "update-ref", "refs/heads/a-sync", commit);
    branch.prepare();
    assertEquals("README\nevents.jsonl", git.git(main, "ls-tree", "--name-only", "refs/heads/a-sync"));
    assertEquals(commit, git.git(main, "rev-parse", "refs/heads/a-sync~1"));
  }

  @Test
  void namesThatLeadElsewhereAreNeverWritten() throws IOException {
    git.git(main, "update-ref", "refs/remotes/origin/a-sync", hostileCommit());
    branch.prepare();
    var sync = branch.worktree();
    assertEquals("ok\n", GitSandbox.read(sync.resolve("context/good.md")));
    assertFalse(Files.exists(sync.resolve("link"), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.isRegularFile(sync.resolve(".git")));
    assertFalse(Files.exists(main.resolve(".git/thrum-sync/escaped")));
    // What an index can hold is not reported as deleted; the rest stays on the branch untouched.
    assertFalse(git.git(sync, "status", "--porcelain").contains("link"));
    assertTrue(git.git(main, "ls-tree", "refs/heads/a-sync").contains("\t.."));
  }

  private String hostileCommit() throws IOException {
    try (var repository = SyncRepository.open(main.resolve(".git"));
        var inserter = repository.git().newObjectInserter()) {
      var blob = inserter.insert(Constants.OBJ_BLOB, "ok\n".getBytes(StandardCharsets.UTF_8));
      var inner = new TreeFormatter();
      inner.append("escaped", FileMode.REGULAR_FILE, blob);
      inner.append("good.md", FileMode.REGULAR_FILE, blob);
      var innerTree = inserter.insert(inner);
      var root = new TreeFormatter();
      root.append("..", FileMode.TREE, innerTree);
      root.append(".git", FileMode.TREE, innerTree);
      root.append("context", FileMode.TREE, innerTree);
      root.append("events.jsonl", FileMode.REGULAR_FILE, blob);
      root.append("link", FileMode.SYMLINK, blob);
      var commit =
          SyncRepository.insertCommit(inserter, inserter.insert(root), null, "hostile", Instant.EPOCH);
      inserter.flush();
      return commit.name();
    }
  }
}
