package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The page on context management, statement by statement. */
@Timeout(120)
class ContextPageTest {

  private static final String FURIOSA = "furiosa";
  private static final String WORK = "# Current Work\n- Implementing JWT token refresh\n";
  private static final String RULE = "\n---\n\n";

  @TempDir static Path directory;
  private static Household house;
  /** Where furiosa works. */
  private static Path place;
  private static Path bare;

  @BeforeAll
  static void moveIn() throws Exception {
    house = new Household(directory);
    bare = Files.createDirectories(directory.resolve("bare.git")).toRealPath();
    house.git(bare, "init", "-q", "--bare", "-b", "main", ".");
    house.git(house.main, "remote", "add", "origin", bare.toUri().toString());
    house.thrum("config", "set", "daemon.sync_interval", "3600").succeeds();
    house.thrum("config", "set", "daemon.local_only", "false").succeeds();
    place = directory.toRealPath().resolve("auth");
    house.git(house.main, "worktree", "add", "-q", place.toString(), "-b", "auth");
    house.in(place, "setup").succeeds();
    house.in(place, "quickstart", "--name", FURIOSA, "--role", "implementer", "--module", "auth", "--intent",
        "Implementing JWT refresh").succeeds();
  }

  @AfterAll
  static void moveOut() {
    house.close();
  }

  @BeforeEach
  void asAfterQuickstart() throws IOException {
    Files.deleteIfExists(template());
    thrum("context", "clear").succeeds();
    thrum("context", "preamble", "--init").succeeds();
  }

  private static Ran thrum(String... words) {
    return house.in(place, words);
  }

  private static Ran saved(String text) {
    return house.run(place, Map.of(), text.getBytes(StandardCharsets.UTF_8), "context", "save").succeeds();
  }

  private static Path file(String name) {
    return place.resolve(".thrum/context").resolve(name);
  }

  private static Path template() {
    return house.main.resolve(".thrum/role_templates/implementer.md");
  }

  private static String defaultPreamble() {
    return thrum("context", "preamble").succeeds().out();
  }

  private static String git(Path where, String... arguments) throws IOException {
    var command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().putAll(house.environment());
    var process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** What only later parts of the product bring. */
  static List<Later> later() {
    return List.of(
        new Later("prime prints the spawn command of the listener and the saved context", "prime"),
        new Later("context prime is the same", "context prime"),
        new Later("restart snapshots hold the conversation of an earlier session", "restart"),
        new Later("the listener blocks until a message comes", "wait"),
        new Later("the skill /thrum:update-project comes with the files of a runtime", "runtime"));
  }

  @ParameterizedTest
  @MethodSource("later")
  void whatIsStillToCome(Later later) {
    later.isStillToCome();
  }

  // Overview

  @Test
  void contextSurvivesTheEndOfASession() {
    saved(WORK);
    thrum("session", "end").succeeds();
    thrum("session", "start").succeeds();
    thrum("context", "show").succeeds().prints(WORK);
  }

  @Test
  void filesAreInThrumContextAndIgnoredByGit() throws Exception {
    house.bytes(house.main, WORK.getBytes(StandardCharsets.UTF_8), "context", "save");
    for (String name : List.of("ada_api.md", "ada_api_preamble.md")) {
      assertTrue(Files.exists(house.main.resolve(".thrum/context/" + name)), name);
      assertEquals(".thrum/context/" + name, git(house.main, "check-ignore", ".thrum/context/" + name));
    }
  }

  @Test
  void eachAgentHasFilesOfItsOwnAlsoOneWithAHashedId() throws Exception {
    for (String agent : List.of("maximus", "coordinator_1B9K33T6RK")) {
      house.run(place, Map.of(), agent.getBytes(StandardCharsets.UTF_8), "context", "save", "--agent", agent)
          .succeeds();
      assertEquals(agent, Files.readString(file(agent + ".md")));
      assertTrue(Files.exists(file(agent + "_preamble.md")));
    }
  }

  @Test
  void theContextIsAlsoTheOverlayOfARenderedTemplate() throws Exception {
    Files.createDirectories(template().getParent());
    Files.writeString(template(), "# Implementer {{.AgentName}}\n");
    saved("Project conventions");
    thrum("context", "preamble", "--init").succeeds();
    assertEquals("# Implementer furiosa\n" + RULE + "Project conventions",
        Files.readString(file("furiosa_preamble.md")));
  }

  @Test
  void quickstartMakesTheContextFileEmpty() throws Exception {
    house.git(house.main, "worktree", "add", "-q", directory.resolve("fresh").toString(), "-b", "fresh");
    Path fresh = directory.toRealPath().resolve("fresh");
    house.in(fresh, "setup").succeeds();
    house.in(fresh, "quickstart", "--name", "maximus", "--role", "tester", "--module", "auth").succeeds();
    assertEquals("", Files.readString(fresh.resolve(".thrum/context/maximus.md")));
    assertEquals(defaultPreamble(), Files.readString(fresh.resolve(".thrum/context/maximus_preamble.md")));
  }

  @Test
  void aFileOfWhiteSpaceCountsAsAbsentAndAddsNoSeparator() throws Exception {
    Files.createDirectories(template().getParent());
    Files.writeString(template(), "# Implementer\n");
    saved(" \n\t\n");
    thrum("context", "preamble", "--init").succeeds();
    assertEquals("# Implementer\n", Files.readString(file("furiosa_preamble.md")));
  }

  @Test
  void contextIsLocalUntilItIsShared() throws Exception {
    house.run(place, Map.of(), new byte[]{'x'}, "context", "save", "--agent", "local_only").succeeds();
    house.thrum("sync", "force", "--wait").succeeds();
    assertFalse(git(house.main, "ls-tree", "-r", "--name-only", "a-sync").contains("context/local_only.md"));
  }

  // Preamble

  @Test
  void thePreambleIsShownBeforeTheContextAndSurvivesSaves() {
    saved("first\n");
    saved(WORK);
    String shown = thrum("context", "show").succeeds().out();
    assertTrue(shown.indexOf("## Thrum Quick Reference") > 0
        && shown.indexOf("## Thrum Quick Reference") < shown.indexOf(WORK), shown);
    assertFalse(shown.contains("first"), shown);
  }

  @Test
  void theDefaultPreambleNamesEveryCommandOfThePage() {
    String text = defaultPreamble();
    for (String part : List.of("## Thrum Quick Reference", "`thrum inbox --unread`", "`thrum sent --unread`",
        "`thrum message read --all`", "`thrum send \"message\" --to @<agent_name>`", "`@coordinator_main`",
        "`@coordinator`", "`thrum team`", "`thrum reply <MSG_ID> \"response\"`", "`thrum overview`",
        "`/thrum:update-project`", "`thrum context save`", "## Background Message Listener", "`CronCreate`",
        "30 minutes", "four hours", "`thrum prime`")) {
      assertTrue(text.contains(part), part);
    }
  }

  @Test
  void thePreambleMayBeEditedDirectly() throws Exception {
    Files.writeString(file("furiosa_preamble.md"), "## Project Conventions\n");
    thrum("context", "show").succeeds().prints("## Project Conventions");
    assertEquals("## Project Conventions\n", thrum("context", "preamble").succeeds().out());
  }

  @Test
  void thePreambleIsReplacedFromAFile() throws Exception {
    Files.writeString(place.resolve("my-preamble.md"), "**Testing:** Always run `make test`\n");
    assertEquals("Preamble saved for furiosa (36 bytes)\n",
        thrum("context", "preamble", "--file", "my-preamble.md").succeeds().out());
    assertEquals("**Testing:** Always run `make test`\n", thrum("context", "preamble").out());
  }

  @Test
  void preambleInitCreatesOrResetsTheDefault() throws Exception {
    String text = defaultPreamble();
    Files.delete(file("furiosa_preamble.md"));
    thrum("context", "preamble").succeeds().prints("--init");
    thrum("context", "preamble", "--init").succeeds().prints("Preamble saved for furiosa (");
    assertEquals(text, defaultPreamble());
    Files.writeString(file("furiosa_preamble.md"), "something else");
    thrum("context", "preamble", "--init").succeeds();
    assertEquals(text, defaultPreamble());
  }

  @Test
  void thePreambleOfAnotherAgentIsShown() {
    assertEquals(thrum("context", "preamble").succeeds().out(),
        house.thrum("context", "preamble", "--agent", "ada_api").succeeds().out());
  }

  @Test
  void initTakesTheTemplateOfTheRoleWithTheIdentityOfTheNamedAgent() throws Exception {
    Files.createDirectories(template().getParent());
    Files.writeString(template(),
        "{{.AgentName}}|{{.Role}}|{{.Module}}|{{.WorktreePath}}|{{.RepoRoot}}|{{.CoordinatorName}}\n");
    thrum("context", "preamble", "--init").succeeds();
    assertEquals("furiosa|implementer|auth|auth|" + house.main + "|coordinator\n",
        Files.readString(file("furiosa_preamble.md")));
    // The caller is a reviewer, without a template; ada_api is an implementer.
    house.in(house.second, "context", "preamble", "--init").succeeds();
    assertTrue(house.in(house.second, "context", "preamble").out().startsWith("## Thrum Quick Reference"));
    house.thrum("context", "preamble", "--init", "--agent", "@ada_api").succeeds();
    assertTrue(house.thrum("context", "preamble").out().startsWith("ada_api|implementer|api|"));
    Files.delete(template());
    house.thrum("context", "preamble", "--init").succeeds();
  }

  @Test
  void aTemplateWithAnUnknownPlaceholderIsNamedWithItsLine() throws Exception {
    Files.createDirectories(template().getParent());
    Files.writeString(template(), "# {{.AgentName}}\n{{.Branch}}\n");
    thrum("context", "preamble", "--init")
        .failsWithOneLine(template() + ":2: unknown placeholder {{.Branch}}");
    var back = thrum("quickstart").succeeds();
    assertTrue(back.err().contains(template() + ":2: "), back.err());
  }

  // save

  @Test
  void saveTakesAFile() throws Exception {
    Files.writeString(place.resolve("notes.md"), WORK);
    assertEquals("Context saved for furiosa (" + WORK.length() + " bytes)\n",
        thrum("context", "save", "--file", "notes.md").succeeds().out());
    assertEquals(WORK, Files.readString(file("furiosa.md")));
  }

  @Test
  void saveTakesStandardInput() throws Exception {
    assertEquals("Context saved for furiosa (23 bytes)\n", saved("Working on auth module\n").out());
    assertEquals("Working on auth module\n", Files.readString(file("furiosa.md")));
  }

  @Test
  void saveTakesAnotherAgentAlsoWhereNobodyIsRegistered() throws Exception {
    Files.writeString(place.resolve("notes.md"), WORK);
    thrum("context", "save", "--agent", "coordinator", "--file", "notes.md").succeeds()
        .prints("Context saved for coordinator (");
    assertEquals(WORK, Files.readString(file("coordinator.md")));
    assertEquals("", thrum("context", "show", "--no-preamble", "--raw").succeeds().out());
  }

  // show

  @Test
  void showPrintsAHeaderThePreambleAndTheContext() throws Exception {
    saved(WORK);
    Files.writeString(file("furiosa_preamble.md"), "## Thrum Quick Reference\n...\n");
    Files.setLastModifiedTime(file("furiosa.md"), FileTime.from(Instant.parse("2026-02-11T10:00:00Z")));
    assertEquals("# Context for furiosa (" + WORK.length() + " bytes, updated 2026-02-11T10:00:00Z)\n\n"
        + "## Thrum Quick Reference\n...\n\n" + WORK, thrum("context", "show").succeeds().out());
  }

  @Test
  void showRawMarksTheBoundariesOfTheFiles() throws Exception {
    saved(WORK);
    Files.writeString(file("furiosa_preamble.md"), "## Thrum Quick Reference\n...\n");
    assertEquals("<!-- preamble: .thrum/context/furiosa_preamble.md -->\n## Thrum Quick Reference\n...\n"
        + "<!-- end preamble -->\n\n" + WORK, thrum("context", "show", "--raw").succeeds().out());
    Files.writeString(file("furiosa_preamble.md"), "no line end");
    thrum("context", "show", "--raw").succeeds().prints("no line end\n<!-- end preamble -->\n\n# Current");
  }

  @Test
  void showWithoutThePreamble() {
    saved(WORK);
    String shown = thrum("context", "show", "--no-preamble").succeeds().out();
    assertTrue(shown.startsWith("# Context for furiosa (") && shown.endsWith(")\n\n" + WORK), shown);
    assertFalse(shown.contains("Quick Reference"), shown);
    assertEquals(WORK, thrum("context", "show", "--raw", "--no-preamble").succeeds().out());
  }

  @Test
  void showTheContextOfAnotherAgentOfThisWorktree() {
    house.run(place, Map.of(), "theirs\n".getBytes(StandardCharsets.UTF_8), "context", "save", "--agent",
        "maximus").succeeds();
    thrum("context", "show", "--agent", "maximus").succeeds().prints("# Context for maximus (7 bytes, ");
    thrum("context", "show", "--agent", "maximus").succeeds().prints("\n\ntheirs\n");
  }

  @Test
  void theOverlayIsNotShownTwice() throws Exception {
    Files.createDirectories(template().getParent());
    Files.writeString(template(), "# Implementer\n");
    saved(WORK);
    thrum("context", "preamble", "--init").succeeds();
    String shown = thrum("context", "show").succeeds().out();
    assertEquals(shown.indexOf(WORK), shown.lastIndexOf(WORK), shown);
    assertTrue(shown.endsWith("# Implementer\n\n" + WORK), shown);
  }

  /** A thousand of them go the daemon's way in {@code ContextMethodsTest}. */
  @Test
  void savedBytesComeBackAsTheyWereThroughShowRaw() {
    var random = new SplittableRandom(20260208);
    for (int n = 0; n < 50; n++) {
      byte[] content = new byte[random.nextInt(0, 1 << random.nextInt(1, 12))];
      random.nextBytes(content);
      house.bytes(place, content, "context", "save");
      assertArrayEquals(content,
          house.bytes(place, new byte[0], "context", "show", "--raw", "--no-preamble"));
      byte[] whole = house.bytes(place, new byte[0], "context", "show", "--raw");
      assertArrayEquals(content, Arrays.copyOfRange(whole, whole.length - content.length, whole.length));
    }
  }

  @Test
  void loadIsAnotherWordForShow() {
    saved(WORK);
    assertEquals(thrum("context", "show").out(), thrum("context", "load").succeeds().out());
  }

  // clear

  @Test
  void clearRemovesTheContextAloneAndIsIdempotent() {
    saved(WORK);
    for (int round = 0; round < 2; round++) {
      assertEquals("Context cleared for furiosa\n", thrum("context", "clear").succeeds().out());
      assertFalse(Files.exists(file("furiosa.md")));
    }
    assertTrue(Files.exists(file("furiosa_preamble.md")));
  }

  @Test
  void clearTakesAnotherAgent() {
    house.run(place, Map.of(), new byte[]{'x'}, "context", "save", "--agent", "maximus").succeeds();
    assertEquals("Context cleared for maximus\n",
        thrum("context", "clear", "--agent", "maximus").succeeds().out());
    assertFalse(Files.exists(file("maximus.md")));
  }

  // sync

  @Test
  void syncCopiesCommitsAndPushes() throws Exception {
    saved("shared at " + System.nanoTime());
    String text = Files.readString(file("furiosa.md"));
    thrum("context", "sync").succeeds().prints("committed to a-sync and pushed to origin");
    assertEquals(text, Files.readString(house.main.resolve(".git/thrum-sync/a-sync/context/furiosa.md")));
    assertEquals("context: update furiosa",
        git(bare, "log", "-1", "--format=%s", "a-sync", "--", "context/furiosa.md"));
    assertEquals(text, git(bare, "show", "a-sync:context/furiosa.md"));
  }

  @Test
  void syncTakesAnotherAgentAndSaysSoWhenThereIsNothingToShare() {
    thrum("context", "sync", "--agent", "nobody").succeeds().prints("Nothing to share: nobody");
    house.run(place, Map.of(), new byte[]{'x'}, "context", "save", "--agent", "shared").succeeds();
    thrum("context", "sync", "--agent", "shared").succeeds().prints("Context of shared committed");
    thrum("context", "sync", "--agent", "shared").succeeds().prints("unchanged, and origin has it");
  }

  @Test
  void syncInLocalOnlyModeSaysThatNothingIsPushed() throws Exception {
    house.thrum("config", "set", "daemon.local_only", "true").succeeds();
    try {
      house.run(place, Map.of(), new byte[]{'x'}, "context", "save", "--agent", "private").succeeds();
      var done = thrum("context", "sync", "--agent", "private", "--json").json();
      assertTrue(done.path("committed").asBoolean(), done.toString());
      assertFalse(done.path("pushed").asBoolean(), done.toString());
      assertEquals("local_only", done.path("reason").asString());
      assertFalse(git(bare, "ls-tree", "-r", "--name-only", "a-sync").contains("private.md"));
    } finally {
      house.thrum("config", "set", "daemon.local_only", "false").succeeds();
    }
  }

  @Test
  void syncThatCannotPushSaysSoWithItsExitCodeAndTheNextOneMakesUpForIt() throws Exception {
    house.run(place, Map.of(), new byte[]{'x'}, "context", "save", "--agent", "late").succeeds();
    house.git(house.main, "remote", "set-url", "origin", directory.resolve("nowhere").toString());
    var failed = thrum("context", "sync", "--agent", "late");
    house.git(house.main, "remote", "set-url", "origin", bare.toUri().toString());
    assertEquals(1, failed.exit(), failed.out());
    failed.prints("Context of late committed to a-sync; not pushed (");
    thrum("context", "sync", "--agent", "late").succeeds().prints("origin has it");
  }

  // The skill

  @Test
  void updateTellsWhereTheSkillIsOrWhatToDoWithoutIt() throws Exception {
    thrum("context", "update").succeeds().prints("/thrum:update-project");
    thrum("context", "update").succeeds().prints("thrum context save");
    Path skill = place.resolve("claude-plugin/commands/update-project.md");
    Files.createDirectories(skill.getParent());
    Files.writeString(skill, "…");
    thrum("context", "update").succeeds().prints(skill.toString());
    Files.delete(skill);
  }

  // Use cases

  @Test
  void singleAgentSessionContinuity() {
    saved("# Next Steps\n- Finish JWT implementation\n- Add rate limiting tests\n");
    thrum("context", "show").succeeds().prints("- Finish JWT implementation\n- Add rate limiting tests\n");
  }

  @Test
  void handoffToAnAgentInAnotherWorktree() throws Exception {
    Files.writeString(place.resolve("handoff-notes.md"), WORK);
    thrum("context", "save", "--file", "handoff-notes.md").succeeds();
    thrum("context", "sync").succeeds();
    git(house.second, "fetch", "origin");
    var shown = house.in(house.second, "context", "show", "--agent", FURIOSA).succeeds();
    assertTrue(shown.out().contains(WORK), shown.out());
    assertTrue(shown.out()
        .lines()
        .findFirst()
        .orElse("")
        .matches(
            "# Context for furiosa \\(\\d+ bytes, copy on a-sync, committed \\S+Z\\)"),
        shown.out());
    assertEquals(WORK,
        house.in(house.second, "context", "show", "--agent", FURIOSA, "--raw").succeeds().out());
  }

  @Test
  void handoffToAnotherMachineThatHasOnlyFetched() throws Exception {
    saved(WORK);
    thrum("context", "sync").succeeds();
    try (var elsewhere = new Household(directory.resolve("elsewhere"))) {
      elsewhere.git(elsewhere.main, "remote", "add", "origin", bare.toUri().toString());
      elsewhere.thrum("context", "show", "--agent", FURIOSA)
          .succeeds()
          .prints("No context is saved for furiosa");
      elsewhere.git(elsewhere.main, "fetch", "-q", "origin");
      elsewhere.thrum("context", "show", "--agent", FURIOSA).succeeds().prints("copy on origin/a-sync");
      elsewhere.thrum("context", "show", "--agent", FURIOSA).succeeds().prints(WORK);
    }
  }

  @Test
  void overviewShowsSizeAndAgeOfTheContext() throws Exception {
    assertFalse(thrum("overview").succeeds().out().contains("Context:"));
    thrum("session", "set-intent", "Implementing JWT refresh").succeeds();
    saved("x".repeat(1229));
    Files.setLastModifiedTime(file("furiosa.md"), FileTime.from(Instant.now().minusSeconds(310)));
    var overview = thrum("overview").succeeds();
    overview.prints("You: @implementer (furiosa)\nSession: active for ");
    overview.prints("\nIntent: Implementing JWT refresh\nContext: 1.2 KB (updated 5m ago)\n");
    overview.prints("\nInbox: ").prints("\nSync: ");
  }

  // RPC API

  private static JsonNode rpc(String method, String params) throws IOException {
    var answer = house.rpc(method, params);
    assertEquals("2.0", answer.path("jsonrpc").asString(), answer.toString());
    assertEquals(1, answer.path("id").asInt(), answer.toString());
    return answer.path("result");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String called(String name) {
    return "{\"agent_name\":\"" + name + "\"}";
  }

  @Test
  void rpcContextSave() throws Exception {
    assertEquals("{\"agent_name\":\"rpc\",\"message\":\"Context saved for rpc (48 bytes)\"}",
        rpc("context.save",
            "{\"agent_name\":\"rpc\",\"content\":\"" + base64(WORK) + "\"}").toString());
    assertEquals(WORK, Files.readString(house.main.resolve(".thrum/context/rpc.md")));
  }

  @Test
  void rpcContextShow() throws Exception {
    rpc("context.save", "{\"agent_name\":\"rpc_show\",\"content\":\"" + base64(WORK) + "\"}");
    rpc("context.preamble.save", "{\"agent_name\":\"rpc_show\",\"content\":\"" + base64("P\n") + "\"}");
    for (String params : List.of(called("rpc_show"),
        "{\"agent_name\":\"rpc_show\",\"include_preamble\":true}")) {
      var shown = rpc("context.show", params).toString();
      assertTrue(
          shown.matches("\\{\"agent_name\":\"rpc_show\",\"preamble\":\"UAo=\",\"content\":\"" + base64(WORK)
              + "\",\"has_context\":true,\"has_preamble\":true,\"preamble_size\":2,\"size\":48,"
              + "\"updated_at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"\\}"),
          shown);
    }
    assertFalse(
        rpc("context.show", "{\"agent_name\":\"rpc_show\",\"include_preamble\":false}").has("preamble"));
  }

  @Test
  void rpcContextPreambleSaveAndShow() throws Exception {
    assertEquals("{\"agent_name\":\"rpc_p\",\"message\":\"Preamble saved for rpc_p (2 bytes)\"}",
        rpc("context.preamble.save", "{\"agent_name\":\"rpc_p\",\"content\":\"" + base64("P\n") + "\"}")
            .toString());
    assertEquals("{\"agent_name\":\"rpc_p\",\"content\":\"UAo=\",\"has_preamble\":true}",
        rpc("context.preamble.show", called("rpc_p")).toString());
  }

  @Test
  void rpcContextClear() throws Exception {
    assertEquals("{\"agent_name\":\"rpc_c\",\"message\":\"Context cleared for rpc_c\"}",
        rpc("context.clear", called("rpc_c")).toString());
  }

  // Implementation notes

  @Test
  void manyClientsAtOnceDoNotMixTheirContents() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var saves = Stream.iterate(0, n -> n + 1).limit(24).map(n -> threads.submit(() -> {
        String text = Integer.toString(n % 4).repeat(20_000);
        return rpc("context.save", "{\"agent_name\":\"many\",\"content\":\"" + base64(text) + "\"}");
      })).toList();
      for (var save : saves) {
        assertTrue(save.get().path("message").asString().contains("(20000 bytes)"));
        String shown = new String(
            Base64.getDecoder().decode(rpc("context.show", called("many")).path("content").asString()),
            StandardCharsets.UTF_8);
        assertEquals(1, shown.chars().distinct().count());
        assertEquals(20_000, shown.length());
      }
    }
  }

  @Test
  void noFormatIsEnforced() {
    for (byte[] content : List.of(new byte[]{(byte) 0xFF, (byte) 0xFE, 0},
        "  \n".getBytes(StandardCharsets.UTF_8))) {
      house.bytes(place, content, "context", "save");
      assertArrayEquals(content,
          house.bytes(place, new byte[0], "context", "show", "--raw", "--no-preamble"));
    }
  }

  @Test
  void sharingIsManualOnly() throws Exception {
    saved("never shared " + System.nanoTime());
    String text = Files.readString(file("furiosa.md"));
    thrum("session", "end").succeeds();
    thrum("quickstart").succeeds();
    house.thrum("sync", "force", "--wait").succeeds();
    assertFalse(git(house.main, "show", "a-sync:context/furiosa.md").contains(text));
  }

  // Bad input

  @Test
  void tooMuchIsRefusedAndWhatWasSavedStays() throws Exception {
    saved(WORK);
    try (var file = Files.newOutputStream(place.resolve("large"))) {
      byte[] mebibyte = new byte[1 << 20];
      for (int n = 0; n < 100; n++) file.write(mebibyte);
    }
    thrum("context", "save", "--file", "large").failsWithOneLine("4194304 bytes (4 MiB)");
    var out = new ByteArrayOutputStream();
    for (int n = 0; n < 5; n++) out.writeBytes(new byte[1 << 20]);
    house.run(place, Map.of(), out.toByteArray(), "context", "save")
        .failsWithOneLine("standard input has more");
    assertEquals(WORK, Files.readString(file("furiosa.md")));
    Files.delete(place.resolve("large"));
  }

  @Test
  void namesThatLeadElsewhereAreRefused() {
    for (String[] words : new String[][]{{"save"}, {"show"}, {"clear"}, {"sync"}, {"preamble"},
      {"preamble", "--init"}}) {
      var all = Stream.concat(Stream.of("context"), Stream.of(words)).toList();
      for (String name : List.of("../../escape", "a/b", "..", "/etc/passwd")) {
        house.run(place, Map.of(), new byte[]{'x'},
            Stream.concat(all.stream(), Stream.of("--agent", name)).toArray(String[]::new))
            .failsWithOneLine(name);
      }
    }
    assertFalse(Files.exists(place.resolve("escape.md")));
  }

  @Test
  void aFileThatIsMissingOrNoFileIsToldInOneLine() throws Exception {
    saved(WORK);
    thrum("context", "save", "--file", "missing.md").failsWithOneLine("missing.md");
    thrum("context", "save", "--file", ".").failsWithOneLine(place.toString());
    assertEquals(WORK, Files.readString(file("furiosa.md")));
  }

  @Test
  void aLinkInThePlaceOfTheContextIsRefused() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "keep out");
    Files.createSymbolicLink(file("linked.md"), secret);
    for (String command : List.of("save", "show", "clear", "sync")) {
      house.run(place, Map.of(), new byte[]{'x'}, "context", command, "--agent", "linked")
          .failsWithOneLine("is a link");
    }
    assertEquals("keep out", Files.readString(secret));
    Files.delete(file("linked.md"));
  }

  @Test
  void aLinkInThePlaceOfTheDirectoryIsRefused() throws Exception {
    Path contexts = file("furiosa.md").getParent();
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Path secret = Files.writeString(elsewhere.resolve("linked.md"), "keep out");
    Path aside = Files.move(contexts, directory.resolve("aside"));
    Files.createSymbolicLink(contexts, elsewhere);
    try {
      for (String command : List.of("save", "show", "clear", "sync")) {
        house.run(place, Map.of(), new byte[0], "context", command, "--agent", "linked")
            .failsWithOneLine("the directory " + contexts + " is a link, which is not followed");
      }
      assertEquals("keep out", Files.readString(secret));
    } finally {
      Files.delete(contexts);
      Files.move(aside, contexts);
    }
  }

  @Test
  void savingNothingSaysWhereTheEarlierContentIs() throws Exception {
    saved(WORK);
    var emptied = saved("");
    assertTrue(emptied.err().contains("furiosa.md.bak"), emptied.err());
    assertEquals(WORK, Files.readString(file("furiosa.md.bak")));
    assertTrue(thrum("context", "show", "--no-preamble").succeeds().out().contains("No context is saved"));
    assertEquals("", saved("").err(), "nothing was there to keep");
    thrum("context", "clear").succeeds();
    assertEquals("", saved("").err(), "nothing was there at all");
  }
}
