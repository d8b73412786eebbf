package thrum.cli.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.cli.program.RootCommands;
import thrum.protocol.exec.ExecuteCommand;

/** A command inside the daemon says and does what it says and does in a process of its own. */
@Timeout(60)
public class BothPathsTest {

  @TempDir static Path directory;
  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = new Town(directory);
  }

  @AfterAll
  static void tearDown() {
    town.close();
    assertFalse(town.log.toString(java.nio.charset.StandardCharsets.UTF_8).contains("failed"),
        () -> town.log.toString(
            java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Command lines that change nothing, right and wrong ones. */
  public static List<String> commands() {
    return List.of("", "--help", "--version", "version --json", "help send", "nonsense", "send --nonsense",
        "message",
        "whoami", "whoami --json", "whoami --field role", "whoami --field nothing", "status", "status --json",
        "overview", "team", "team --all --json", "agent list", "agent list --context", "agent context nobody",
        "agent delete nobody --force", "agent delete nobody", "agent delete",
        "agent cleanup --dry-run --json",
        "agent cleanup --dry-run --force", "agent cleanup --threshold x", "session list --json",
        "inbox",
        "inbox --json", "inbox --unread", "sent", "sent --json", "group list --json", "group info everyone",
        "group info nobody", "message get msg_nothing", "message delete msg_nothing",
        "message delete-by-scope",
        "message delete-by-scope module", "message delete-by-scope module:nothing", "message archive",
        "message delete-by-agent nobody --json", "message archive --agent ../x --force",
        "message archive --agent a --group b",
        "message delete msg_nothing --force", "send text --to @nobody", "send", "send -", "search",
        "search nothinglikethis", "search token --limit x", "search token --since then", "who-has a/b.txt",
        "who-has ../../etc/passwd", "config show", "config get daemon.local_only", "config get nothing",
        "subscribe", "subscribe --all --mention x", "subscribe --scope x", "unsubscribe", "unsubscribe x",
        "unsubscribe 4711", "subscriptions", "subscriptions --json",
        "purge", "purge --all --before 1d", "purge --before yesterday",
        "purge --before 2026-01-31", "purge --before 2026-01-31T10:00:00Z --json",
        "daemon", "sync", "sync status", "sync force --wait", "sync force --timeout 1s",
        "completion bash", "ping bo_rev", "session end --session-id ses_nothing", "--role tester whoami",
        "whoami --repo .", "reply msg_nothing hello", "context", "context show", "context show --raw",
        "context load --json", "context show --agent nobody", "context show --agent ../x",
        "context show --project", "context preamble", "context update", "context clear --agent nobody",
        "roles", "roles list", "roles list --json", "roles deploy --dry-run", "roles deploy --agent nobody",
        "roles init nobody", "roles init --variant free");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theSameBytesAndTheSameCode(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    for (Path directory : List.of(town.main, town.second)) {
      town.outside(directory, Map.of(), "", "message", "read", "--all");
      var alone = town.outside(directory, Map.of(), "", words);
      var inside = town.inside(directory, words);
      assertEquals(null, inside.refusal(), line);
      assertEquals(still(alone.out()), still(inside.out()), line);
      assertEquals(alone.err(), inside.err(), line);
      assertEquals(alone.exit(), inside.exit(), line);
    }
  }

  /** Uptimes and such move on between two runs; tips are drawn by lot. */
  public static String still(String out) {
    return out.replaceAll("(?m)^  Tip: .*\n", "")
        .replaceAll("\"(uptime_ms|uptime)\": *\"?[^,\"]+\"?", "UPTIME")
        .replaceAll("\\(\\S+ uptime", "(UPTIME");
  }

  @Test
  void aMessageFromInsideIsThereForEverybody() {
    var sent = town.inside(town.main, Map.of(), "Grüße 👋\n", "send", "-", "--to", "@bo_rev", "--json");
    assertEquals(0, sent.exit(), sent.err());
    var read = town.outside(town.second, Map.of(), "", "inbox", "--unread");
    assertTrue(read.out().contains("Grüße 👋"), read.out());
  }

  @ParameterizedTest
  @EnumSource
  void whatNeedsItsOwnProcessIsHandedOverWithAReason(OwnProcessOnly only) {
    var answer = town.inside(town.main, only.words().toArray(String[]::new));
    assertTrue(answer.handedOver(), answer.toString());
    assertNotNull(answer.refusal());
    assertTrue(answer.refusal().endsWith(only.reason()), answer.refusal());
    var root = new RootCommands();
    assertNotNull(root.create(only.words().getFirst()), "the list names a command that is not there");
  }

  @Test
  void anotherRepositoryOrDaemonIsHandedOver() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    town.git(other, "init", "-q", ".");
    assertTrue(town.inside(other, "inbox").handedOver());
    assertTrue(town.inside(town.main, "inbox", "--repo", other.toString()).handedOver());
    assertTrue(town.inside(town.main, "--repo=" + other, "inbox").handedOver());
    assertTrue(town.inside(town.main, Map.of("THRUM_HOME", other.toString()), "", "inbox").handedOver());
    assertTrue(
        town.inside(town.main, Map.of("THRUM_SOCKET", other.resolve("s").toString()), "", "inbox")
            .handedOver());
    assertTrue(town.inside(Path.of("/"), "inbox").handedOver());
    assertEquals(0, town.inside(other, Map.of("THRUM_HOME", town.main.toString()), "", "inbox").exit());
    assertEquals(0,
        town.inside(town.main, Map.of("THRUM_SOCKET", town.socket().toString()), "", "inbox").exit());
    assertEquals(0, town.inside(other, "version").exit());
  }

  @Test
  void aFileInTheWorktreeIsReadAndAnyOtherIsHandedOver() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "not for agents");
    Path sub = Files.createDirectories(town.second.resolve("a/b"));
    Files.writeString(sub.resolve("text"), "from a file\n");
    Files.createSymbolicLink(sub.resolve("link"), Path.of("text"));
    Files.createSymbolicLink(sub.resolve("way out"), secret);
    Files.createSymbolicLink(town.second.resolve("up"), directory);
    for (String inside : List.of("a/b/text", "a/b/link", sub.resolve("text").toString(), "a/../a/b/./text")) {
      var answer = town.inside(town.second, "send", "--body-file", inside, "--to", "@ada_api");
      assertEquals(0, answer.exit(), inside + ": " + answer);
    }
    for (String outside : List.of(secret.toString(), "../secret", "a/b/way out", "up/secret", "a/b/missing",
        "a/b",
        ".", "/dev/stdin", "../main ü/.thrum/config.json")) {
      var answer = town.inside(town.second, "send", "--body-file", outside, "--to", "@ada_api");
      assertTrue(answer.handedOver(), outside + ": " + answer);
      assertEquals("", answer.out() + answer.err());
    }
  }

  @Test
  void aFileInAnotherRepositoryIsHandedOverThoughItsReaderStandsThere() throws Exception {
    Path other = Files.createDirectories(directory.resolve("private"));
    town.git(other, "init", "-q", ".");
    Files.writeString(other.resolve(".env"), "KEY=secret");
    var answer =
        town.inside(other, Map.of("THRUM_HOME", town.main.toString()), "", "send", "--body-file", ".env",
            "--to", "@bo_rev");
    assertTrue(answer.handedOver(), answer.toString());
  }

  @Test
  void argumentsThatAreNoTextAreHandedOver() throws Exception {
    var request = new ExecuteCommand(List.of(new byte[]{'s', (byte) 0xFF}), town.main.toString(), Map.of(),
        ExecuteCommand.Tty.NONE, null, 1, Town.VERSION);
    assertTrue(town.client().run(request, new byte[0]).handedOver());
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative", ".", "\0"})
  void aDirectoryThatIsNoneIsHandedOver(String cwd) throws Exception {
    var request =
        new ExecuteCommand(List.of(), cwd, Map.of(), ExecuteCommand.Tty.NONE, null, 1, Town.VERSION);
    assertTrue(town.client().run(request, new byte[0]).handedOver());
  }

  @Test
  void manyCommandsAtOnceEachSeeOnlyTheirOwnCaller() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<ExecClient.Answer>>();
      for (int n = 0; n < 60; n++) {
        boolean ada = n % 2 == 0;
        int number = n;
        answers.add(threads.submit(() -> number % 3 == 0
            ? town.inside(ada ? town.main : town.second, Map.of("COLUMNS", Integer.toString(60 + number)), "",
                "whoami",
                "--field", "agent_id")
            : town.inside(town.main, Map.of("THRUM_AGENT_ID", ada ? "ada_api" : "bo_rev", "THRUM_ROLE", "r",
                "THRUM_MODULE", "m" + number), "", "whoami", "--field", "agent_id")));
      }
      for (int n = 0; n < 60; n++) {
        assertEquals(n % 2 == 0 ? "ada_api\n" : "bo_rev\n", answers.get(n).get().out());
      }
    }
  }
}
