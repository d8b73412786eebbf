package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.cli.command.CommandGroup;
import thrum.cli.program.RootCommands;

/** The page that says what Thrum is, statement by statement, as far as its commands exist by now. */
@Timeout(120)
class OverviewPageTest {

  @TempDir static Path directory;
  private static Household house;

  @BeforeAll
  static void moveIn() throws Exception {
    house = new Household(directory);
    house.thrum("config", "set", "daemon.local_only", "false").succeeds();
  }

  @AfterAll
  static void moveOut() {
    house.close();
  }

  private static Ran thrum(String... words) {
    return house.thrum(words);
  }

  private static Ran bo(String... words) {
    return house.in(house.second, words);
  }

  /** Waits for a cycle, which says that there is nobody to exchange with. */
  private static void committed() {
    thrum("sync", "force", "--wait").prints("origin");
  }

  private static String sent(Ran ran) {
    return ran.json().path("message_id").asString();
  }

  /** What only later parts of the product bring. */
  static List<Later> later() {
    return List.of(
        new Later("wait blocks until a relevant message comes", "wait"),
        new Later("mcp serve gives Claude Code native tools", "mcp"),
        new Later("runtime list and show", "runtime"),
        new Later("setup claude-md --apply writes instructions into CLAUDE.md", "setup claude-md"),
        new Later("prime checks CLAUDE.md for a section of Thrum and suggests setup claude-md", "prime"),
        new Later("context prime does the same", "context prime"),
        new Later("backup and restore protect messages and the state of agents", "backup"));
  }

  @ParameterizedTest
  @MethodSource("later")
  void whatIsStillToCome(Later later) {
    later.isStillToCome();
  }

  // What it provides

  @Test
  void messagesSurviveTheEndOfASession() {
    thrum("send", "Survives sessions", "--to", "@bo_rev").succeeds();
    bo("session", "end").succeeds();
    bo("session", "start").succeeds();
    bo("inbox", "--unread").succeeds().prints("Survives sessions");
  }

  @Test
  void whatOthersWorkOnIsVisible() {
    bo("session", "set-intent", "Reviewing the token change").succeeds();
    thrum("team").succeeds().prints("@bo_rev").prints("Reviewing the token change");
  }

  @Test
  void messagesAreJsonLinesOnAGitBranch() throws Exception {
    thrum("send", "Inspect me", "--to", "@bo_rev").succeeds();
    committed();
    Path shard = house.main.resolve(".git/thrum-sync/a-sync/messages/ada_api.jsonl");
    assertTrue(Files.readString(shard)
        .lines()
        .anyMatch(line -> line.startsWith("{") && line.contains("Inspect me")));
    house.git(house.main, "cat-file", "-e", "a-sync:messages/ada_api.jsonl");
  }

  @Test
  void stateIsASqliteDatabase() throws Exception {
    try (var database = Files.newInputStream(house.main.resolve(".thrum/var/messages.db"))) {
      assertEquals("SQLite format 3", new String(database.readNBytes(15), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void everythingWorksWithoutARemote() {
    thrum("send", "Offline", "--to", "@bo_rev").succeeds();
    committed();
    thrum("overview").succeeds().prints("\nSync: ");
  }

  @Test
  void syncIsAPushOfABranchThroughGit() throws Exception {
    Path bare = Files.createDirectories(directory.resolve("bare.git")).toRealPath();
    house.git(bare, "init", "-q", "--bare", "-b", "main", ".");
    house.git(house.main, "remote", "add", "origin", bare.toUri().toString());
    try {
      thrum("send", "Goes out", "--to", "@bo_rev").succeeds();
      thrum("sync", "force", "--wait").succeeds();
      house.git(bare, "cat-file", "-e", "a-sync:messages/ada_api.jsonl");
    } finally {
      house.git(house.main, "remote", "remove", "origin");
    }
  }

  // The tables of commands

  @Test
  void theEightDailyDriversComeFirstInTheHelp() {
    var daily = new RootCommands().sections().getFirst();
    assertEquals(List.of("quickstart", "send", "inbox", "reply", "team", "overview", "status", "who-has"),
        daily.words());
  }

  @Test
  void quickstartRegistersStartsASessionAndSetsTheIntent() throws Exception {
    Path fresh = directory.toRealPath().resolve("fresh");
    house.git(house.main, "worktree", "add", "-q", fresh.toString(), "-b", "fresh");
    house.in(fresh, "setup").succeeds();
    var done =
        house.in(fresh, "quickstart", "--name", "cy", "--role", "tester", "--module", "web", "--intent",
            "Try it").succeeds();
    done.prints("✓ Registered as @cy (cy)").prints("✓ Session started: ses_").prints("✓ Intent set: Try it");
  }

  @Test
  void sendInboxAndReply() {
    String message = sent(thrum("send", "Ready for review", "--to", "@bo_rev", "--json"));
    bo("inbox", "--unread").succeeds().prints("Ready for review");
    bo("reply", message, "Looks good").succeeds().prints("✓ Reply sent: ");
    thrum("inbox").succeeds().prints("Looks good");
  }

  @Test
  void overviewShowsStatusTeamAndInbox() {
    thrum("overview").succeeds()
        .prints("You: @implementer (ada_api)")
        .prints("\nTeam:\n")
        .prints("@bo_rev")
        .prints("\nInbox: ")
        .prints("\nSync: ");
  }

  @Test
  void statusShowsTheCallersState() {
    thrum("status").succeeds().prints("Agent ID:").prints("Session:").prints("Inbox:").prints("Daemon:");
  }

  @Test
  void whoHasTellsWhoEditsAFile() throws Exception {
    Files.writeString(house.second.resolve("Pool.java"), "class Pool {}\n");
    house.git(house.second, "add", "Pool.java");
    bo("session", "heartbeat").succeeds();
    thrum("who-has", "Pool.java").succeeds().prints("@bo_rev");
  }

  @Test
  void agentsRegisterAndAskWhoTheyAre() throws Exception {
    Path other = directory.toRealPath().resolve("other");
    house.git(house.main, "worktree", "add", "-q", other.toString(), "-b", "other");
    house.in(other, "setup").succeeds();
    house.in(other, "agent", "register", "--name", "di", "--role", "writer", "--module", "docs").succeeds();
    assertEquals("di\n", house.in(other, "agent", "whoami", "--field", "agent_id").succeeds().out());
    assertTrue(Files.readString(other.resolve(".thrum/context/di_preamble.md")).contains("Quick Reference"));
  }

  @Test
  void sessionsTrackWorkAndItsGitState() {
    thrum("session", "end").succeeds();
    thrum("session", "start").succeeds();
    assertEquals("main", thrum("session", "heartbeat", "--json").json().path("branch").asString());
  }

  @Test
  void agentsSayWhatTheyDo() {
    thrum("session", "set-intent", "Token refresh").succeeds();
    thrum("session", "set-task", "T-12").succeeds();
    thrum("status").succeeds().prints("Token refresh").prints("T-12");
  }

  @Test
  void sessionsSubscribeToWhatConcernsThem() {
    thrum("subscribe", "--scope", "module:auth").succeeds();
    thrum("subscriptions").succeeds().prints("module:auth");
  }

  @Test
  void contextIsSavedShownAndCleared() {
    house.run(house.main, Map.of(), "# Next\n".getBytes(StandardCharsets.UTF_8), "context", "save")
        .succeeds();
    thrum("context", "show").succeeds().prints("# Next");
    thrum("context", "clear").succeeds();
    assertFalse(thrum("context", "show").succeeds().out().contains("# Next"));
  }

  @Test
  void messagesAreReadEditedAndDeletedOneByOne() {
    String message = sent(thrum("send", "First", "--to", "@bo_rev", "--json"));
    thrum("message", "edit", message, "Second").succeeds();
    bo("message", "get", message).succeeds().prints("Second");
    bo("message", "read", message).succeeds();
    thrum("message", "delete", message, "--force").succeeds();
    assertFalse(bo("inbox", "--all").succeeds().out().contains("Second"));
  }

  @Test
  void groupsAreMadeFilledEmptiedAndListed() {
    thrum("group", "create", "crew").succeeds();
    thrum("group", "add", "crew", "@bo_rev").succeeds();
    thrum("group", "list").succeeds().prints("crew");
    thrum("send", "To the crew", "--to", "@crew").succeeds();
    bo("inbox", "--unread").succeeds().prints("To the crew");
    thrum("group", "remove", "crew", "@bo_rev").succeeds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"init", "daemon start", "daemon stop", "setup", "migrate", "agent delete",
    "agent cleanup", "sync force", "sync status", "ping"})
  void theCommandsForSetUpAndCareExplainThemselves(String command) {
    thrum((command + " --help").split(" ")).succeeds().prints("thrum " + command);
  }

  @Test
  void pingTellsWhetherAnAgentIsThere() {
    thrum("ping", "@bo_rev").succeeds().prints("@bo_rev: active");
  }

  // Aliases

  @ParameterizedTest
  @CsvSource({"start, start", "end, end", "set-intent, set-intent", "set-task, set-task",
    "heartbeat, heartbeat"})
  void agentHasTheCommandsOfSession(String alias, String original) {
    assertEquals(command("session", original).getClass(), command("agent", alias).getClass());
  }

  @Test
  void whoamiStandsAtTheTopToo() {
    assertEquals(thrum("agent", "whoami", "--field", "agent_id").succeeds().out(),
        thrum("whoami", "--field", "agent_id").succeeds().out());
  }

  private static Object command(String group, String word) {
    if (new RootCommands().create(group) instanceof CommandGroup commands && commands.create(word) != null) {
      return commands.create(word);
    }
    throw new AssertionError("no command " + group + " " + word);
  }

  // Design principles

  @Test
  void theLogIsTheTruthAndTheDatabaseCanBeMadeAgain() throws Exception {
    thrum("send", "Kept in the log", "--to", "@bo_rev").succeeds();
    house.withoutDaemon(() -> {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(house.main.resolve(".thrum/var/messages.db" + suffix));
      }
    });
    bo("inbox", "--unread").succeeds().prints("Kept in the log");
  }
}
