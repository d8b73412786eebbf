package thrum.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitCommand;
import thrum.core.git.GitSandbox;
import thrum.core.sync.Committer.Pace;
import thrum.protocol.failure.Broken;

class CommitterTest {

  private static final Pace PACE =
      new Pace(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));
  private static final String TIP = "refs/heads/a-sync";

  private record Timer(Duration delay, Runnable task) {}

  @TempDir Path directory;
  private GitSandbox git;
  private Path main;
  private Path sync;
  private Instant now = Instant.parse("2026-04-07T10:30:00.987654321Z");
  private final Map<Path, Long> lengths = new HashMap<>();
  private final Deque<Timer> timers = new ArrayDeque<>();
  private Committer committer;

  @BeforeEach
  void repository() {
    git = new GitSandbox(directory);
    main = git.repository("main");
    var branch = new SyncBranch(main.resolve(".git"), () -> now, new GitCommand(git.environment()));
    branch.prepare();
    sync = branch.worktree();
    lengths.put(Path.of("events.jsonl"), 0L);
    committer = committer();
  }

  private Committer committer() {
    return new Committer(main.resolve(".git"), () -> Map.copyOf(lengths), () -> now,
        (delay, task) -> timers.add(new Timer(delay, task)), PACE);
  }

  private void append(String shard, String line) {
    try {
      var file = sync.resolve(shard);
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      lengths.put(Path.of(shard), Files.size(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String tip() {
    return git.git(main, "rev-parse", TIP);
  }

  private String onBranch(String path) {
    return git.git(main, "show", TIP + ":" + path);
  }

  private void runTimer(Duration expected) {
    var timer = timers.remove();
    assertEquals(expected, timer.delay());
    now = now.plus(timer.delay());
    timer.task().run();
  }

  @Test
  void newLinesBecomeOneCommitAndTheWorktreeIsClean() {
    append("events.jsonl", "{\"e\":1}\n");
    append("messages/ada.jsonl", "{\"m\":1}\n");
    var before = tip();
    var commit = committer.commitNow();
    assertEquals(Optional.of(tip()), commit);
    assertEquals(before, git.git(main, "rev-parse", TIP + "~1"));
    assertEquals("sync: 2026-04-07T10:30:00Z|Thrum <thrum@local>|Thrum <thrum@local>",
        git.git(main, "log", "-1", "--format=%s|%an <%ae>|%cn <%ce>", TIP));
    assertEquals("{\"e\":1}", onBranch("events.jsonl"));
    assertEquals("{\"m\":1}", onBranch("messages/ada.jsonl"));
    assertEquals("", git.git(sync, "status", "--porcelain"));
    assertEquals("", git.git(main, "fsck", "--strict", "--no-dangling"));
    assertEquals("", git.git(main, "status", "--porcelain"));
  }

  @Test
  void anIndexThatCouldNotFollowDoesSoWhenNothingIsNew() throws IOException {
    append("events.jsonl", "{}\n");
    var lock = Files.createFile(main.resolve(".git/worktrees/a-sync/index.lock"));
    assertTrue(committer.commitNow().isPresent());
    Files.delete(lock);
    assertEquals("MM events.jsonl", git.git(sync, "status", "--porcelain"));
    committer.close();
    assertEquals("", git.git(sync, "status", "--porcelain"));
  }

  @Test
  void nothingNewMakesNoCommit() {
    append("events.jsonl", "{}\n");
    assertTrue(committer.commitNow().isPresent());
    assertEquals(Optional.empty(), committer.commitNow());
    assertEquals(Optional.empty(), committer().commitNow());
  }

  @Test
  void nothingBeyondTheCommittedLengthIsRead() {
    append("messages/ada.jsonl", "{\"m\":1}\n");
    long committed = lengths.getOrDefault(Path.of("messages/ada.jsonl"), 0L);
    append("messages/ada.jsonl", "{\"m\":2}\n{\"half");
    lengths.put(Path.of("messages/ada.jsonl"), committed);
    committer.commitNow();
    assertEquals("{\"m\":1}", onBranch("messages/ada.jsonl"));
    assertEquals(" M messages/ada.jsonl", git.run(sync, "status", "--porcelain").text().stripTrailing());
    append("messages/ada.jsonl", "\":3}\n");
    committer.commitNow();
    assertEquals("", git.git(sync, "status", "--porcelain"));
  }

  @Test
  void whatOthersPutOnTheBranchStays() {
    GitSandbox.write(sync.resolve("state/agents/x.json"), "{}");
    GitSandbox.write(sync.resolve("messages/foreign.jsonl"), "{}\n");
    GitSandbox.write(sync.resolve("messages/notes.txt"), "n");
    GitSandbox.write(sync.resolve("messages-v2/y.jsonl"), "{}\n");
    git.commit(sync, "from elsewhere");
    append("messages/ada.jsonl", "{}\n");
    lengths.put(Path.of("context/ada.md"), 1L);
    committer.commitNow();
    assertEquals("""
        events.jsonl
        messages-v2/y.jsonl
        messages/ada.jsonl
        messages/foreign.jsonl
        messages/notes.txt
        state/agents/x.json""", git.git(main, "ls-tree", "-r", "--name-only", TIP));
    assertEquals("", git.git(sync, "status", "--porcelain"));
    assertEquals("", git.git(main, "fsck", "--strict", "--no-dangling"));
  }

  @Test
  void aFileThatWasRewrittenShorterWaitsForItsNewLength() throws IOException {
    append("messages/ada.jsonl", "{\"m\":1}\n{\"m\":2}\n");
    var before = tip();
    replace("messages/ada.jsonl", "{\"m\":2}\n");
    assertEquals(Optional.empty(), committer.commitNow());
    assertEquals(before, tip());
    lengths.put(Path.of("messages/ada.jsonl"), 8L);
    assertTrue(committer.commitNow().isPresent());
    replace("messages/ada.jsonl", "{\"m\":3}\n");
    assertTrue(committer.commitNow().isPresent(), "same length, other file");
    assertEquals("{\"m\":3}", onBranch("messages/ada.jsonl"));
  }

  private void replace(String shard, String text) throws IOException {
    var other = sync.resolve(shard + ".tmp");
    Files.writeString(other, text);
    Files.move(other, sync.resolve(shard), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aBurstIsCommittedOnceItIsOver() {
    var before = tip();
    for (int i = 0; i < 3; i++) {
      append("events.jsonl", "{}\n");
      committer.changed();
      now = now.plusMillis(500);
    }
    assertEquals(1, timers.size());
    now = now.minusMillis(1500);
    runTimer(Duration.ofSeconds(2));
    assertEquals(before, tip());
    runTimer(Duration.ofSeconds(1));
    assertEquals(before, git.git(main, "rev-parse", TIP + "~1"));
    assertTrue(timers.isEmpty());
  }

  @Test
  void changesThatNeverPauseAreCommittedAllTheSame() {
    append("events.jsonl", "{}\n");
    var before = tip();
    committer.changed();
    var waited = Duration.ZERO;
    while (tip().equals(before)) {
      var timer = timers.remove();
      waited = waited.plus(timer.delay());
      now = now.plus(timer.delay());
      committer.changed();
      timer.task().run();
      assertTrue(waited.compareTo(PACE.longest()) <= 0, waited.toString());
    }
    assertEquals(PACE.longest(), waited);
  }

  @Test
  void aChangeAfterACommitIsScheduledAnew() {
    append("events.jsonl", "{}\n");
    committer.changed();
    runTimer(Duration.ofSeconds(2));
    append("events.jsonl", "{}\n");
    committer.changed();
    runTimer(Duration.ofSeconds(2));
    assertEquals("{}\n{}", onBranch("events.jsonl"));
  }

  @Test
  void aFailureIsTriedAgainAndReportedMeanwhile() throws IOException {
    append("events.jsonl", "{}\n");
    var lock = main.resolve(".git/refs/heads/a-sync.lock");
    Files.createFile(lock);
    committer.changed();
    runTimer(Duration.ofSeconds(2));
    assertTrue(committer.failure().orElse("").contains("a-sync"));
    Files.delete(lock);
    runTimer(Duration.ofSeconds(30));
    assertEquals(Optional.empty(), committer.failure());
    assertEquals("{}", onBranch("events.jsonl"));
  }

  @Test
  void closingCommitsTheRestOnce() {
    append("events.jsonl", "{}\n");
    committer.changed();
    committer.close();
    var closed = tip();
    assertEquals("{}", onBranch("events.jsonl"));
    append("events.jsonl", "{}\n");
    runTimer(Duration.ofSeconds(2));
    committer.close();
    committer.changed();
    assertTrue(timers.isEmpty());
    assertEquals(closed, tip());
  }

  @Test
  void aCommitOfSomebodyElseIsBuiltUpon() {
    append("events.jsonl", "{}\n");
    committer.commitNow();
    GitSandbox.write(sync.resolve("context/ada.md"), "c");
    git.commit(sync, "context: update ada");
    append("events.jsonl", "{}\n");
    committer.commitNow();
    assertEquals("c", onBranch("context/ada.md"));
    assertEquals("context: update ada", git.git(main, "log", "-1", "--format=%s", TIP + "~1"));
  }

  @Test
  void aLockedOrBrokenIndexStopsNoCommit() throws IOException {
    var index = main.resolve(".git/worktrees/a-sync/index");
    var lock = Files.createFile(index.resolveSibling("index.lock"));
    append("events.jsonl", "{}\n");
    assertTrue(committer.commitNow().isPresent());
    Files.delete(lock);
    Files.writeString(index, "this is no index");
    append("events.jsonl", "{}\n");
    assertTrue(committer.commitNow().isPresent());
    assertEquals("", git.git(sync, "status", "--porcelain"));
  }

  @Test
  void theUsersBranchAndIndexAreNotInvolved() {
    GitSandbox.write(main.resolve("staged"), "s");
    git.git(main, "add", "staged");
    var index = git.git(main, "ls-files", "--stage", "--debug");
    var head = git.git(main, "rev-parse", "HEAD");
    append("events.jsonl", "{}\n");
    committer.commitNow();
    assertEquals(index, git.git(main, "ls-files", "--stage", "--debug"));
    assertEquals(head, git.git(main, "rev-parse", "HEAD"));
    assertFalse(Files.exists(main.resolve("events.jsonl")));
  }

  @Test
  void aBranchThatIsGoneIsNotMadeAnew() {
    git.git(main, "update-ref", "-d", TIP);
    append("events.jsonl", "{}\n");
    var failure = assertThrows(Broken.class, committer::commitNow);
    assertTrue(String.valueOf(failure.getMessage()).contains("thrum init"), failure.getMessage());
  }
}
