package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong gets one clear line, the right exit code, and changes nothing, whichever way it goes. */
class BadInputTest extends EveryWay {
  private static void refused(String text, String... arguments) {
    var before = house.log();
    house.thrum(arguments).failsWith(text);
    assertEquals(before, house.log(), "a refused command must write nothing");
  }

  private static String sent(String text) {
    return house.thrum("send", text, "--to", "@bo_rev", "--json").json().path("message_id").asString();
  }

  @Test
  void aPurgeNeedsOneMomentAndNeverGuesses() {
    refused("say what to forget", "purge", "--confirm");
    refused("exclude each other", "purge", "--all", "--before", "30d", "--confirm");
    for (var nonsense : new String[]{"yesterday", "0d", "-3d", "", "2026-02-30"}) {
      refused("names no moment", "purge", "--before=" + nonsense, "--confirm");
    }
  }

  @Test
  void aSearchNeedsWordsAndNoQueryIsAnErrorOfTheDatabase() {
    for (var nothing : new String[][]{{"search"}, {"search", ""}, {"search", " ", "--from", "@bo_rev"}}) {
      refused("there is nothing to search for", nothing);
    }
    refused("only signs", "search", "\"*\" ()");
    refused("a search takes at most 2000", "search", "x".repeat(100_000));
    refused("a search takes at most 32", "search",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg");
    refused("--since \"yesterday\" names no moment", "search", "token", "--since", "yesterday");
    refused("--since \"0d\" names no moment", "search", "token", "--since=0d");
    refused("--from names nobody", "search", "token", "--from", "@");
    refused("invalid to filter", "search", "token", "--to", "@");
    refused("'many' is not a whole number", "search", "token", "--limit", "many");
    for (var odd : new String[]{"\"unbalanced token", "token AND OR NOT", "NEAR(token", "body:token",
      "token*",
      "😀 token", "'; DROP TABLE messages --"}) {
      house.thrum("search", odd, "--json").succeeds();
    }
    house.thrum("search", "--", "-token").succeeds();
    house.thrum("search", "token", "--limit", "0").succeeds();
    house.thrum("search", "token", "--limit", "100000").succeeds();
  }

  @Test
  void outsideGitEveryCommandSaysSo() throws Exception {
    var outside = Files.createDirectories(directory.resolve("outside"));
    house.in(outside, "init").failsWithOneLine("not a Git repository");
    assertTrue(Files.notExists(outside.resolve(".thrum")));
  }

  @Test
  void aRepositoryWithoutThrumNamesInit() throws Exception {
    var fresh = Files.createDirectories(directory.resolve("fresh"));
    house.git(fresh, "init", "-q", ".");
    for (var command : new String[][]{{"inbox"}, {"status"}, {"send", "x"}, {"team"}, {"whoami"}}) {
      var ran = house.in(fresh, command);
      assertEquals(1, ran.exit(), ran.toString());
      assertTrue(ran.err().contains("thrum init"), ran.toString());
    }
    assertTrue(Files.notExists(fresh.resolve(".thrum")));
  }

  @Test
  void aWorktreeWithoutIdentityNamesQuickstart() throws Exception {
    var third = directory.resolve("drittes");
    house.git(house.main, "worktree", "add", "-q", third.toString(), "-b", "third");
    house.in(third, "setup").succeeds();
    var before = house.log();
    var ran = house.in(third, "send", "hello");
    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("thrum quickstart"), ran.err());
    assertEquals(before, house.log());
  }

  @Test
  void severalIdentitiesAreListedAndNoneIsGuessed() throws Exception {
    var fourth = directory.resolve("viertes");
    house.git(house.main, "worktree", "add", "-q", fourth.toString(), "-b", "fourth");
    house.in(fourth, "setup").succeeds();
    var identities = fourth.resolve(".thrum/identities");
    for (var name : new String[]{"cy_one", "cy_two"}) {
      Files.writeString(identities.resolve(name + ".json"),
          "{\"version\":4,\"repo_id\":\"\",\"agent\":{\"Kind\":\"agent\","
              + "\"Name\":\"" + name
              + "\",\"Role\":\"tester\",\"Module\":\"x\",\"Display\":\"\"},\"worktree\":\"elsewhere\","
              + "\"updated_at\":\"2026-01-01T00:00:00Z\"}");
    }
    var ran = house.in(fourth, "send", "hello");
    assertEquals(1, ran.exit());
    assertTrue(
        ran.err().contains("cy_one") && ran.err().contains("cy_two") && ran.err().contains("THRUM_NAME"),
        ran.err());
  }

  @Test
  void unknownRecipientsAreNamedAndNothingIsSentToTheKnownOnes() {
    refused("unknown recipients: @nobody, @nix — no matching agent, role, or group found", "send", "x",
        "--to", "@bo_rev",
        "--to", "@nobody", "--to", "nix");
  }

  @Test
  void anEmptyMessageIsRefused() {
    refused("", "send", "", "--to", "@bo_rev");
  }

  @Test
  void anOversizedMessageIsRefusedWithItsSizeAndTheLimit() {
    refused("65535", "send", "x".repeat(70_000), "--to", "@bo_rev");
    refused("70000", "send", "x".repeat(70_000), "--to", "@bo_rev");
  }

  @Test
  void newlinesAnglesEmojiAndQuotesArriveAsTheyWere() {
    var text = "line one\nline <two> & \"three\" \\ 🎉 ünï\u2028\ttab";
    var id = sent(text);
    assertEquals(text,
        house.thrum("message", "get", id, "--json").json().at("/message/body/content").asString());
  }

  @Test
  void invalidUtf8AndNulOnStandardInputAreRefused() {
    var before = house.log();
    for (var bytes : new byte[][]{{'a', (byte) 0xff, 'b'}, {'a', 0, 'b'}}) {
      var ran = house.run(house.main, Map.of(), bytes, "send", "-", "--to", "@bo_rev");
      assertEquals(1, ran.exit(), ran.toString());
      assertTrue(ran.err().startsWith("Error: "), ran.err());
    }
    assertEquals(before, house.log());
  }

  @Test
  void standardInputIsTheMessageWhenAskedFor() {
    var ran =
        house.run(house.main, Map.of(), "from a pipe\n".getBytes(StandardCharsets.UTF_8), "send", "-", "--to",
            "@bo_rev", "--json");
    assertTrue(ran.json().has("message_id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "-x", ".", "..", "a/b", "Ada", "a b", "daemon", "all", "ä", "x\u0000y", "a\nb"})
  void hostileNamesAreRefused(String name) {
    assumeTrue(via != Via.NATIVE_CLIENT || name.indexOf('\0') < 0,
        "no process can be given such an argument");
    var before = house.log();
    var ran =
        house.in(house.second, "agent", "register", "--name=" + name, "--role", "tester", "--module", "m");
    assertEquals(1, ran.exit(), ran.toString());
    assertTrue(ran.err().startsWith("Error: "), ran.err());
    assertEquals("", ran.out());
    assertEquals(before, house.log());
  }

  @Test
  void aNameOfThreeHundredCharactersIsRefused() {
    refused("", "agent", "register", "--name", "n".repeat(300), "--role", "tester", "--module", "m");
  }

  @Test
  void repeatedMentionsCountOnce() {
    var sent = house
        .thrum("send", "twice", "--to", "@bo_rev", "--to", "bo_rev", "--mention", "bo_rev,@bo_rev", "--json")
        .json();
    assertEquals(1, sent.path("recipients").size());
    assertEquals(1, sent.path("resolved_to").asInt());
  }

  @Test
  void aFileNamedLikeAnAgentIsNotRead() throws Exception {
    Files.writeString(house.main.resolve("bo_rev"), "--to\nnobody\n");
    try {
      house.thrum("send", "with a file about", "--to", "@bo_rev").succeeds();
      house.thrum("send", "@bo_rev", "--to", "@bo_rev").succeeds();
    } finally {
      Files.delete(house.main.resolve("bo_rev"));
    }
  }

  @Test
  void aDeletedMessageCannotBeEditedOrDeletedAgain() {
    var id = sent("short life");
    house.thrum("message", "delete", id, "--force").succeeds();
    refused("cannot edit deleted message: " + id, "message", "edit", id, "too late");
    refused("message already deleted: " + id, "message", "delete", id, "--force");
  }

  @Test
  void aForeignMessageCannotBeEditedOrDeleted() {
    var id = sent("mine");
    var before = house.log();
    house.in(house.second, "message", "edit", id, "yours")
        .failsWith("only message author can edit (author: ada_api, current: bo_rev)");
    house.in(house.second, "message", "delete", id, "--force")
        .failsWith("only message author can delete (author: ada_api, current: bo_rev)");
    assertEquals(before, house.log());
  }

  @Test
  void deletingNeedsForce() {
    refused("--force", "message", "delete", sent("stays"));
  }

  @Test
  void unknownThingsAreNamed() {
    refused("message not found: msg_nope", "message", "get", "msg_nope");
    refused("message not found: msg_nope", "message", "edit", "msg_nope", "x");
    refused("msg_nope", "reply", "msg_nope", "x");
    refused("group \"nope\" not found", "group", "info", "nope");
    refused("group \"nope\" not found", "group", "members", "nope");
    refused("group \"nope\" not found", "group", "add", "nope", "bo_rev");
    refused("group \"nope\" not found", "group", "delete", "nope");
  }

  @Test
  void theGroupOfEverybodyIsProtected() {
    refused("cannot delete built-in @everyone group", "group", "delete", "everyone");
    refused("cannot modify members of built-in @everyone group", "group", "add", "everyone", "bo_rev");
    refused("cannot modify members of built-in @everyone group", "group", "remove", "everyone", "bo_rev");
  }

  @Test
  void groupsRefuseDoublesAndStrangers() {
    house.thrum("group", "create", "crew").succeeds();
    refused("group \"crew\" already exists", "group", "create", "crew");
    refused("agent \"nobody\" not found", "group", "add", "crew", "nobody");
    refused("role \"king\" not found", "group", "add", "crew", "--role", "king");
    refused("", "group", "add", "crew");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbx", "sned", "quikstart", "stauts"})
  void aMistypedCommandGetsASuggestion(String word) {
    var ran = house.thrum(word).failsWith(word);
    assertTrue(ran.err().lines().count() > 1 || ran.err().contains("?"), ran.err());
  }

  @Test
  void wrongFlagsAndCountsGetOneLine() {
    house.thrum("inbox", "--nope").failsWithOneLine("--nope");
    house.thrum("inbox", "--page-size", "many").failsWithOneLine("page-size");
    house.thrum("send").failsWithOneLine("");
    house.thrum("send", "a", "b").failsWithOneLine("");
    house.thrum("send", "a", "--scope", "noColon").failsWithOneLine("noColon");
    house.thrum("send", "a", "--structured", "{").failsWithOneLine("");
    house.thrum("send", "a", "--format", "html").failsWith("invalid format: html");
    house.thrum("send", "a", "--broadcast", "--to", "@bo_rev").failsWithOneLine("");
    house.thrum("message", "read").failsWithOneLine("");
    house.thrum("config", "get", "no.such").failsWith("no.such");
    house.thrum("config", "set", "daemon.local_only", "perhaps").failsWith("daemon.local_only");
  }

  @Test
  void errorsLeaveStdoutEmptyWithJsonToo() {
    house.thrum("message", "get", "msg_nope", "--json").failsWith("message not found");
    house.thrum("send", "x", "--to", "@nobody", "--json").failsWith("unknown recipients: @nobody");
  }

  @Test
  void aDaemonThatDoesNotRunIsNamedWithTheWayToStartIt() throws Exception {
    var alone = Files.createDirectories(directory.resolve("alone"));
    house.git(alone, "init", "-q", ".");
    var init = house.in(alone, "init");
    assertTrue(Files.isDirectory(alone.resolve(".git/thrum-sync/a-sync")), init.toString());
    var ran = house.run(alone, Map.of("THRUM_AGENT_ID", "x"), new byte[0], "inbox");
    assertEquals(1, ran.exit(), ran.toString());
    assertTrue(ran.err().contains("thrum daemon start") && ran.err().contains("thrum.sock"), ran.err());
    assertEquals(1, house.in(alone, "daemon", "status").exit());
    assertFalse(house.in(alone, "daemon", "status", "--json").json().path("running").asBoolean());
    house.in(alone, "daemon", "stop").failsWith("daemon is not running");
  }

  @Test
  void aConversationReadsNewestFirstAndOldestToNewestInside() {
    var first = sent("first question");
    sent("another subject");
    house.in(house.second, "reply", first, "first answer").succeeds();
    var inbox = house.in(house.second, "inbox", "--all", "--json").json().path("messages");
    assertTrue(inbox.size() > 1);
    house.in(house.second, "inbox").prints("Showing 1-");
    house.thrum("inbox").prints("first answer");
  }
}
