package thrum.core.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitCommand;
import thrum.core.git.GitSandbox;
import thrum.core.sync.SyncBranch;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

class MigrationTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-03T18:02:10Z"));
  private static final String REGISTERED = event("agent.register", 1, "\"agent_id\":\"ada\"");
  private static final String GROUP = event("group.create", 2, "\"group_id\":\"grp_1\"");
  private static final String FIRST =
      event("message.create", 3, "\"agent_id\":\"ada\",\"message_id\":\"msg_1\"");
  private static final String SECOND =
      event("message.create", 4, "\"agent_id\":\"ada\",\"message_id\":\"msg_2\"");
  private static final String THIRD =
      event("message.create", 5, "\"agent_id\":\"bo\",\"message_id\":\"msg_3\"");

  @TempDir Path directory;
  private GitSandbox git;
  private Path main;
  private Path thrum;
  private Path sync;

  @BeforeEach
  void repository() {
    git = new GitSandbox(directory);
    main = git.repository("main");
    thrum = main.resolve(".thrum");
    sync = main.resolve(".git/thrum-sync/a-sync");
  }

  private static String event(String type, int number, String members) {
    return "{" + members + ",\"event_id\":\"evt_0" + number + "\",\"timestamp\":\"2026-01-15T10:00:0" + number
        + "Z\",\"type\":\"" + type + "\",\"v\":1}";
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private Migration migration() {
    return new Migration(main, git.environment(), CLOCK);
  }

  private MigrationReport migrate() {
    return migration().run(_ -> () -> {});
  }

  /** A repository as version 0.5 left it: the log is on the code branch. */
  private void oldRepository() {
    GitSandbox.write(thrum.resolve("events.jsonl"), lines(REGISTERED, GROUP));
    GitSandbox.write(thrum.resolve("messages/ada.jsonl"), lines(FIRST, SECOND));
    GitSandbox.write(thrum.resolve("schema_version"), "1\n");
    GitSandbox.write(main.resolve(".gitignore"), "target/\n.thrum/var/\n");
    GitSandbox.write(main.resolve(".gitattributes"), """
        *.png binary

        # Thrum: both sides of a merge count
        .thrum/events.jsonl merge=union
        .thrum/messages/*.jsonl merge=union

        *.sh eol=lf
        """);
    git.commit(main, "with data");
  }

  @Test
  void dataOfTheCodeBranchMoveToTheBranchOfTheLog() {
    oldRepository();
    var report = migrate();
    assertEquals(List.of(".thrum/events.jsonl", ".thrum/messages/ada.jsonl"), report.found());
    assertEquals(4, report.imported());
    assertEquals(lines(REGISTERED, GROUP), GitSandbox.read(sync.resolve("events.jsonl")));
    assertEquals(lines(FIRST, SECOND), GitSandbox.read(sync.resolve("messages/ada.jsonl")));
    assertEquals("migrate: import data from main branch|Thrum <thrum@local>|" + report.commit(),
        git.git(main, "log", "-1", "--format=%s|%an <%ae>|%H", "a-sync"));
    assertEquals(lines(FIRST, SECOND).stripTrailing(), git.git(main, "show", "a-sync:messages/ada.jsonl"));
    assertEquals("", git.git(sync, "status", "--porcelain"));
    assertEquals(List.of(".thrum/events.jsonl", ".thrum/messages/ada.jsonl", ".thrum/schema_version"),
        report.untracked());
    assertEquals(List.of(".gitignore", ".gitattributes"), report.changed());
    assertEquals("target/\n.thrum/\n", GitSandbox.read(main.resolve(".gitignore")));
    assertEquals("*.png binary\n\n*.sh eol=lf\n", GitSandbox.read(main.resolve(".gitattributes")));
    assertEquals(lines(FIRST, SECOND), GitSandbox.read(thrum.resolve("messages/ada.jsonl")));
    assertEquals("D  .thrum/events.jsonl\nD  .thrum/messages/ada.jsonl\nD  .thrum/schema_version\n"
        + " M .gitattributes\n M .gitignore", sorted(git.git(main, "status", "--porcelain")));
    assertTrue(GitSandbox.read(thrum.resolve("config.json")).contains("\"local_only\": true"));
  }

  private static String sorted(String status) {
    return String.join("\n", status.lines()
        .sorted((a, b) -> b.compareTo(a) == 0 ? 0
            : a.startsWith("D") == b.startsWith("D") ? a.compareTo(b) : a.startsWith("D") ? -1 : 1)
        .toList());
  }

  @Test
  void aSecondRunFindsEverythingInItsPlace() {
    oldRepository();
    migrate();
    var before = contents();
    var tip = git.git(main, "rev-parse", "a-sync");
    var report = migrate();
    assertEquals(0, report.imported());
    assertNull(report.commit());
    assertEquals(List.of(), report.untracked());
    assertEquals(List.of(), report.changed());
    assertEquals(tip, git.git(main, "rev-parse", "a-sync"));
    assertEquals(before, contents());
  }

  @Test
  void aRunThatWouldChangeNothingIsKnownBeforehand() throws IOException {
    oldRepository();
    assertTrue(migration().alreadyDone().isEmpty());
    migrate();
    var report = migration().alreadyDone().orElseThrow();
    assertEquals(List.of(".thrum/events.jsonl", ".thrum/messages/ada.jsonl"), report.found());
    assertFalse(report.dryRun());
    for (var unlike : List.of(lines(THIRD), lines("no event"))) {
      GitSandbox.write(thrum.resolve("messages/bo.jsonl"), unlike);
      assertTrue(migration().alreadyDone().isEmpty(), unlike);
    }
    Files.delete(thrum.resolve("messages/bo.jsonl"));
    GitSandbox.write(main.resolve(".gitignore"), "target/\n.thrum/var/\n");
    assertTrue(migration().alreadyDone().isEmpty());
  }

  @Test
  void whatAPurgeOrADeletionHidesDoesNotComeBack() {
    oldRepository();
    migrate();
    String purge = event("purge.executed", 4, "\"cutoff\":\"2026-01-15T10:00:04Z\"");
    String gone = event("agent.cleanup", 6, "\"agent_id\":\"bo\"");
    String started = "\"session_id\":\"ses_1\",\"agent_id\":";
    GitSandbox.write(sync.resolve("events.jsonl"), lines(REGISTERED, GROUP, purge, gone));
    GitSandbox.write(thrum.resolve("events.jsonl"), lines(REGISTERED, GROUP,
        event("agent.session.start", 1, started + "\"ada\""),
        event("agent.session.start", 5, started + "\"bo\"")));
    assertTrue(migration().alreadyDone().isPresent());
    assertEquals(0, migrate().imported());
    assertEquals(lines(REGISTERED, GROUP, purge, gone), GitSandbox.read(sync.resolve("events.jsonl")));
  }

  private Object contents() {
    var all = GitSandbox.contents(main);
    all.keySet().removeIf(name -> name.endsWith("log.seen") || name.startsWith(".git/index"));
    return all;
  }

  @Test
  void whatTheLogHasAlreadyStaysAndIsNotDoubled() throws IOException {
    new SyncBranch(main.resolve(".git"), CLOCK, new GitCommand(git.environment())).prepare();
    GitSandbox.write(sync.resolve("messages/ada.jsonl"), lines(FIRST));
    GitSandbox.write(sync.resolve("messages/bo.jsonl"), lines(THIRD));
    oldRepository();
    assertEquals(3, migrate().imported());
    assertEquals(lines(FIRST, SECOND), GitSandbox.read(sync.resolve("messages/ada.jsonl")));
    assertEquals(lines(THIRD), GitSandbox.read(sync.resolve("messages/bo.jsonl")));
    assertEquals("rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(sync.resolve("messages/ada.jsonl"))));
  }

  @Test
  void nothingIsDoneWhereThereIsNoOldData() {
    var before = GitSandbox.contents(main);
    var report = migrate();
    assertTrue(report.nothingFound());
    assertEquals(before, GitSandbox.contents(main));
    git.git(main, "rev-parse", "HEAD");
    assertFalse(Files.exists(sync));
  }

  @Test
  void aPreviewChangesNothing() {
    oldRepository();
    var before = GitSandbox.contents(main);
    var report = migration().preview();
    assertTrue(report.dryRun());
    assertEquals(List.of(".thrum/events.jsonl", ".thrum/messages/ada.jsonl"), report.found());
    assertEquals(List.of(".gitignore", ".gitattributes"), report.changed());
    assertEquals(3, report.untracked().size());
    assertEquals(before, GitSandbox.contents(main));
  }

  @Test
  void whatIsStagedSurvives() {
    oldRepository();
    GitSandbox.write(main.resolve("README"), "staged\n");
    GitSandbox.write(main.resolve("new file ü"), "staged too\n");
    git.git(main, "add", "README", "new file ü");
    git.git(main, "rm", "-q", "--cached", ".gitattributes");
    GitSandbox.write(main.resolve("README"), "staged, then changed\n");
    GitSandbox.write(main.resolve(".gitignore"), "target/\n.thrum/var/\nstaged/\n");
    git.git(main, "add", ".gitignore");
    var others =
        new String[]{"diff", "--cached", "--", "README", "new file ü", ".gitattributes", ".gitignore"};
    var staged = git.git(main, others);
    var head = git.git(main, "rev-parse", "HEAD");
    migrate();
    assertEquals(staged, git.git(main, others));
    assertEquals("staged, then changed\n", GitSandbox.read(main.resolve("README")));
    assertEquals(head, git.git(main, "rev-parse", "HEAD"));
    assertEquals("target/\n.thrum/\nstaged/\n", GitSandbox.read(main.resolve(".gitignore")));
  }

  @Test
  void linesThatOnlyTheIndexHasAreRescued() throws IOException {
    oldRepository();
    GitSandbox.write(thrum.resolve("messages/ada.jsonl"), lines(SECOND));
    Files.delete(thrum.resolve("events.jsonl"));
    GitSandbox.write(thrum.resolve("messages/bo.jsonl"), lines(THIRD));
    git.git(main, "add", "-f", ".thrum/messages/bo.jsonl");
    GitSandbox.write(thrum.resolve("messages/bo.jsonl"), "");
    migrate();
    assertEquals(lines(FIRST, SECOND), GitSandbox.read(sync.resolve("messages/ada.jsonl")));
    assertEquals(lines(THIRD), GitSandbox.read(sync.resolve("messages/bo.jsonl")));
    assertEquals(lines(REGISTERED, GROUP), GitSandbox.read(sync.resolve("events.jsonl")));
    assertEquals("", git.git(main, "ls-files", ".thrum"));
  }

  @Test
  void theOneFileOfTheOldestLayoutIsSplit() {
    GitSandbox.write(thrum.resolve("messages.jsonl"), lines(THIRD, REGISTERED, FIRST, "{half"));
    GitSandbox.write(thrum.resolve("messages/odd name.jsonl"), lines(SECOND));
    migrate();
    assertEquals(lines(FIRST, SECOND), GitSandbox.read(sync.resolve("messages/ada.jsonl")));
    assertEquals(lines(THIRD), GitSandbox.read(sync.resolve("messages/bo.jsonl")));
    assertEquals(lines(REGISTERED, "{half"), GitSandbox.read(sync.resolve("events.jsonl")));
  }

  @Test
  void linesAreTakenAsTheyCome() throws IOException {
    String old =
        "{\"type\":\"agent.register\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"agent_id\":\"furiosa\"}";
    GitSandbox.write(thrum.resolve("events.jsonl"),
        REGISTERED + "\r\n\r\nnot json\r\n" + old + "\r\n{\"torn");
    GitSandbox.write(thrum.resolve("messages/ada.jsonl"), "");
    GitSandbox.write(thrum.resolve("messages/bo.jsonl"), THIRD);
    migrate();
    assertEquals(lines(REGISTERED,
        "{\"agent_id\":\"furiosa\",\"event_id\":\"evt_01KGJAPH6GC5HKCR9S70TK0S34\","
            + "\"timestamp\":\"2026-02-03T18:02:10Z\",\"type\":\"agent.register\",\"v\":1}",
        "not json\r", "{\"torn"), GitSandbox.read(sync.resolve("events.jsonl")));
    assertEquals(lines(THIRD), GitSandbox.read(sync.resolve("messages/bo.jsonl")));
    migrate();
    assertEquals(4, Files.readAllLines(sync.resolve("events.jsonl")).size());
  }

  @Test
  void whatStandsAmongTheMessagesAndIsNoLogIsNamedAndLeftAlone() throws IOException {
    GitSandbox.write(thrum.resolve("messages/ada.jsonl"), lines(FIRST));
    GitSandbox.write(thrum.resolve("messages/archive/old.jsonl"), lines(SECOND));
    GitSandbox.write(thrum.resolve("messages/notes.txt"), "mine");
    assertEquals(List.of(".thrum/messages/archive", ".thrum/messages/notes.txt"), migrate().leftAlone());
    assertEquals("mine", GitSandbox.read(thrum.resolve("messages/notes.txt")));
    assertEquals(lines(SECOND), GitSandbox.read(thrum.resolve("messages/archive/old.jsonl")));
  }

  @Test
  void linksAndDirectoriesInPlaceOfDataAreNamedAndLeftAlone() throws IOException {
    GitSandbox.write(directory.resolve("secret"), lines(THIRD));
    GitSandbox.write(thrum.resolve("messages/ada.jsonl"), lines(FIRST));
    Files.createSymbolicLink(thrum.resolve("messages/bo.jsonl"), directory.resolve("secret"));
    Files.createSymbolicLink(thrum.resolve("messages/gone.jsonl"), directory.resolve("nothing"));
    Files.createDirectories(thrum.resolve("messages/cy.jsonl/deeper"));
    Files.createDirectories(thrum.resolve("events.jsonl"));
    var report = migrate();
    assertEquals(List.of(".thrum/events.jsonl", ".thrum/messages/bo.jsonl", ".thrum/messages/cy.jsonl",
        ".thrum/messages/gone.jsonl"), report.leftAlone());
    assertEquals(List.of(".thrum/messages/ada.jsonl"), report.found());
    assertFalse(Files.exists(sync.resolve("messages/bo.jsonl")));
    assertTrue(Files.isDirectory(thrum.resolve("messages/cy.jsonl/deeper")));
    GitSandbox.write(directory.resolve("outside/zed.jsonl"), lines(THIRD));
    Files.delete(thrum.resolve("messages/bo.jsonl"));
    Files.move(thrum.resolve("messages"), directory.resolve("moved"));
    Files.createSymbolicLink(thrum.resolve("messages"), directory.resolve("outside"));
    assertEquals(List.of(".thrum/events.jsonl", ".thrum/messages"), migrate().leftAlone());
    assertFalse(Files.exists(sync.resolve("messages/zed.jsonl")));
  }

  @Test
  void theRulesThatAreLinksOrSayAllAlreadyStay() throws IOException {
    GitSandbox.write(thrum.resolve("events.jsonl"), lines(GROUP));
    GitSandbox.write(directory.resolve("shared"), ".thrum/var/\n");
    Files.createSymbolicLink(main.resolve(".gitignore"), directory.resolve("shared"));
    GitSandbox.write(main.resolve(".gitattributes"), ".thrum/events.jsonl merge=union\r\n");
    assertEquals(List.of(".gitattributes"), migrate().changed());
    assertEquals(".thrum/var/\n", GitSandbox.read(directory.resolve("shared")));
    assertEquals("", GitSandbox.read(main.resolve(".gitattributes")));
    Files.delete(main.resolve(".gitignore"));
    GitSandbox.write(main.resolve(".git/info/exclude"), ".thrum/\n");
    assertEquals(List.of(), migrate().changed());
    assertFalse(Files.exists(main.resolve(".gitignore")));
  }

  @Test
  void modesAndLineEndsOfTheUsersFilesStay() throws IOException {
    oldRepository();
    GitSandbox.write(main.resolve(".gitignore"),
        "target/\r\n.thrum/events.jsonl\r\n.thrum/var/\r\n.thrum/messages/");
    Files.setPosixFilePermissions(main.resolve(".gitignore"), PosixFilePermissions.fromString("rw-rw----"));
    Files.setPosixFilePermissions(thrum.resolve("events.jsonl"),
        PosixFilePermissions.fromString("r--r--r--"));
    migrate();
    assertEquals("target/\r\n.thrum/\r\n", GitSandbox.read(main.resolve(".gitignore")));
    assertEquals("rw-rw----",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(main.resolve(".gitignore"))));
    assertEquals("r--r--r--",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(thrum.resolve("events.jsonl"))));
    assertEquals("rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(sync.resolve("events.jsonl"))));
  }

  @Test
  void anOutdatedCheckoutIsJoinedThenKeptElsewhere() {
    git.git(main, "branch", "a-sync");
    var old = thrum.resolve("sync");
    git.git(main, "worktree", "add", "-q", "-f", old.toString(), "a-sync");
    GitSandbox.write(old.resolve("messages/ada.jsonl"), lines(FIRST));
    GitSandbox.write(old.resolve("context/ada.md"), "where I was\n");
    git.worktree(main, "users-own");
    var report = migrate();
    assertEquals(lines(FIRST), GitSandbox.read(sync.resolve("messages/ada.jsonl")));
    assertFalse(Files.exists(old));
    var rescued = Path.of(Objects.requireNonNull(report.rescued()));
    assertEquals(thrum.resolve("var/sync-rescue-20260203T180210"), rescued);
    assertEquals("where I was\n", GitSandbox.read(rescued.resolve("context/ada.md")));
    var worktrees = git.git(main, "worktree", "list", "--porcelain");
    assertFalse(worktrees.contains(".thrum/sync"), worktrees);
    assertTrue(worktrees.contains("users-own") && worktrees.contains("thrum-sync/a-sync"), worktrees);
    assertNull(migrate().rescued());
  }

  @Test
  void anInterruptedRunIsGoneOnWith() {
    oldRepository();
    assertThrows(Broken.class, () -> migration().run(_ -> {
      throw new Broken("no writer", "here", "try again");
    }));
    GitSandbox.write(main.resolve(".git/index.lock"), "");
    var failure = assertThrows(Broken.class, this::migrate);
    assertTrue(String.valueOf(failure.getMessage()).contains("index.lock"), failure.getMessage());
    assertTrue(main.resolve(".git/index.lock").toFile().delete());
    var report = migrate();
    assertEquals(0, report.imported());
    assertEquals(3, report.untracked().size());
    assertEquals(lines(FIRST, SECOND), GitSandbox.read(sync.resolve("messages/ada.jsonl")));
  }

  @Test
  void aDirectoryWhereTheLogHasAFileIsNamed() throws IOException {
    oldRepository();
    new SyncBranch(main.resolve(".git"), CLOCK, new GitCommand(git.environment())).prepare();
    Files.createDirectories(sync.resolve("messages/ada.jsonl/deeper"));
    var failure = assertThrows(Broken.class, this::migrate);
    assertTrue(String.valueOf(failure.getMessage()).contains("ada.jsonl"), failure.getMessage());
    assertEquals(lines(FIRST, SECOND), GitSandbox.read(thrum.resolve("messages/ada.jsonl")));
    assertFalse(git.git(main, "ls-files", ".thrum").isEmpty());
  }

  @Test
  void aRepositoryWithoutCommitsHasOldDataToo() {
    main = git.empty("empty one");
    thrum = main.resolve(".thrum");
    sync = main.resolve(".git/thrum-sync/a-sync");
    GitSandbox.write(thrum.resolve("events.jsonl"), lines(GROUP));
    git.git(main, "add", "-f", ".thrum/events.jsonl");
    assertNotNull(migrate().commit());
    assertEquals(lines(GROUP), GitSandbox.read(sync.resolve("events.jsonl")));
  }

  @Test
  void outsideARepositoryItRefusesPolitely() {
    var outside = git.directory("outside");
    assertTrue(String.valueOf(
        assertThrows(Refused.class, () -> new Migration(outside, git.environment(), CLOCK)).getMessage())
        .contains("not a Git repository"));
    git.git(outside, "init", "-q", "--bare");
    assertThrows(Refused.class, () -> new Migration(outside, git.environment(), CLOCK));
  }
}
