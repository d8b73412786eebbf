package thrum.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitCommand;
import thrum.core.git.GitSandbox;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/** Context files on the branch, and reading them from there. */
class BranchContextsTest {

  private static final Instant START = Instant.parse("2026-04-07T10:30:00Z");

  @TempDir Path directory;
  private GitSandbox git;
  private Path main;
  private Path sync;
  private Instant now = START;
  private Committer committer;
  private BranchContexts contexts;

  @BeforeEach
  void repository() {
    git = new GitSandbox(directory);
    main = git.repository("main");
    var branch = new SyncBranch(main.resolve(".git"), () -> now, new GitCommand(git.environment()));
    branch.prepare();
    sync = branch.worktree();
    committer = new Committer(main.resolve(".git"), Map::of, () -> now, (delay, task) -> {},
        Committer.Pace.USUAL);
    contexts = new BranchContexts(main.resolve(".git"), new GitCommand(git.environment()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private String told(String agent) {
    return contexts.newest(agent)
        .map(copy -> new String(copy.bytes(), StandardCharsets.UTF_8) + " on " + copy.branch() + " at "
            + copy.committed())
        .orElse("nothing");
  }

  private String subjects() {
    return git.git(main, "log", "--format=%s", "a-sync", "--", "context");
  }

  /** What a plain {@code git fetch} leaves behind. */
  private void fetched(String commit) {
    git.git(main, "update-ref", "refs/remotes/origin/a-sync", commit);
  }

  @Test
  void aSharedContextIsACommitOfItsOwnThatTouchesNothingElse() {
    GitSandbox.write(sync.resolve("context/bo.md"), "put there by hand");
    assertTrue(committer.commitContext("ada", bytes("one")));
    assertEquals("context: update ada|Thrum <thrum@local>",
        git.git(main, "log", "-1", "--format=%s|%cn <%ce>", "a-sync"));
    assertEquals("context/ada.md", git.git(main, "diff", "--name-only", "a-sync~1", "a-sync"));
    assertEquals("one", git.git(main, "show", "a-sync:context/ada.md"));
    assertEquals("one", GitSandbox.read(sync.resolve("context/ada.md")));
    assertEquals("", git.git(main, "fsck", "--strict", "--no-dangling"));
  }

  @Test
  void theSameBytesMakeNoCommit() {
    assertTrue(committer.commitContext("ada", bytes("one")));
    var tip = git.git(main, "rev-parse", "a-sync");
    assertFalse(committer.commitContext("ada", bytes("one")));
    assertEquals(tip, git.git(main, "rev-parse", "a-sync"));
  }

  @Test
  void aContextThatGotThereOtherwiseIsCommittedUnderItsNameToo() {
    GitSandbox.write(sync.resolve("context/ada.md"), "a");
    GitSandbox.write(sync.resolve("context/bo.md"), "b");
    committer.commitNow();
    assertEquals("context: update bo\ncontext: update ada", subjects());
  }

  @Test
  void nothingIsWrittenThroughALink() throws Exception {
    Path elsewhere = git.directory("elsewhere");
    Files.createSymbolicLink(sync.resolve("context"), elsewhere);
    assertThrows(Broken.class, () -> committer.commitContext("ada", bytes("one")));
    try (var files = Files.list(elsewhere)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void theNewerCopyIsFoundWhereverItIs() {
    assertEquals("nothing", told("ada"));
    committer.commitContext("ada", bytes("ours"));
    assertEquals("ours on a-sync at 2026-04-07T10:30:00Z", told("ada"));
    fetched(git.git(main, "rev-parse", "a-sync"));
    assertEquals("ours on a-sync at 2026-04-07T10:30:00Z", told("ada"));

    var before = git.git(main, "rev-parse", "a-sync");
    pass(Duration.ofHours(1));
    committer.commitContext("ada", bytes("theirs"));
    pass(Duration.ofHours(1));
    committer.commitContext("bo", bytes("of no concern"));
    fetched(git.git(main, "rev-parse", "a-sync"));
    git.git(main, "update-ref", "refs/heads/a-sync", before);
    assertEquals("theirs on origin/a-sync at 2026-04-07T11:30:00Z", told("ada"));
    assertEquals("nothing", told("nobody"));
  }

  @Test
  void whetherTheRemoteHasItIsAQuestionOfBytes() {
    committer.commitContext("ada", bytes("one"));
    assertFalse(contexts.isPublished("ada", bytes("one")));
    fetched(git.git(main, "rev-parse", "a-sync"));
    assertTrue(contexts.isPublished("ada", bytes("one")));
    assertFalse(contexts.isPublished("ada", bytes("two")));
  }

  @Test
  void aPartialCloneFetchesWhatItHasLeftWithItsRemote() throws Exception {
    committer.commitContext("ada", bytes("one"));
    Path bare = git.directory("bare.git");
    git.git(bare, "init", "-q", "--bare", ".");
    git.git(bare, "config", "uploadpack.allowFilter", "true");
    git.git(main, "push", "-q", bare.toUri().toString(), "a-sync", "HEAD:refs/heads/main");
    git.git(directory, "clone", "-q", "--no-checkout", "--filter=blob:none", bare.toUri().toString(),
        "clone");
    contexts =
        new BranchContexts(directory.resolve("clone/.git"), new GitCommand(git.environment()));

    Path away = Files.move(bare, directory.resolve("away.git"));
    var refused = assertThrows(Refused.class, () -> contexts.newest("ada"));
    assertTrue(refused.text()
        .startsWith("the shared context of ada is not in this partial clone, and origin"
            + " did not send it (fatal: "),
        refused.text());
    assertTrue(refused.text().endsWith("); ask again when 'git ls-remote origin' works"), refused.text());
    assertEquals(1, refused.text().lines().count(), refused.text());
    assertEquals("nothing", told("nobody"));

    Files.move(away, bare);
    assertEquals("one on origin/a-sync at 2026-04-07T10:30:00Z", told("ada"));
    Files.move(bare, away);
    assertEquals("one on origin/a-sync at 2026-04-07T10:30:00Z", told("ada"), "it is here now");
  }

  @Test
  void theModeOfAnExecutableMakesItNoLessAContext() throws Exception {
    Path file = sync.resolve("context/ada.md");
    GitSandbox.write(file, "one");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    git.commit(sync, "from elsewhere");
    assertTrue(git.git(main, "ls-tree", "a-sync", "context/ada.md").startsWith("100755 "));
    assertEquals("one", contexts.newest("ada")
        .map(copy -> new String(copy.bytes(), StandardCharsets.UTF_8))
        .orElse("nothing"));
  }

  @Test
  void whatIsNoContextOnTheBranchIsNotRead() throws Exception {
    GitSandbox.write(sync.resolve("context/large.md"), "x".repeat(BranchPath.LARGEST_CONTEXT + 1));
    GitSandbox.write(sync.resolve("context/dir.md/file"), "x");
    Files.createSymbolicLink(sync.resolve("context/lnk.md"), Path.of("dir.md/file"));
    git.commit(sync, "from elsewhere");
    for (String agent : new String[]{"large", "lnk", "dir", "../events", "", ".", "a/b", "user:ada"}) {
      assertEquals(Optional.empty(), contexts.newest(agent).map(BranchContexts.Copy::branch), agent);
    }
  }
}
