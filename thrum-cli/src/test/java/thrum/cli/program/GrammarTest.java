package thrum.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.CommandReader;
import thrum.cli.grammar.CsvList;
import thrum.cli.grammar.Words;
import thrum.protocol.failure.Refused;

/** The rules of 01 §1.1. */
class GrammarTest {

  @Command(name = "probe", header = "A command with one flag of each kind.")
  static final class Probe extends ThrumCommand {
    @Parameters(arity = "0..1") String text = "";
    @Option(names = "--after") String after = "";
    @Option(names = "--force") boolean force;
    @Option(names = "--role") String role = "";
    @Option(names = "--count") int count;
    @Option(names = "--names") List<CsvList> names = List.of();

    @Override
    protected int run(Workplace place) {
      return OK;
    }
  }

  private final Probe probe = new Probe();
  private final CommandReader reader = new CommandReader("thrum probe", probe);

  @ParameterizedTest
  @CsvSource({"message get x, message get", "--json message get x, message get",
    "message --json get x, message get",
    "--repo /tmp message get x, message get", "--repo=/tmp message get x, message get",
    "--role message status, status", "--unread inbox, inbox", "sent --to show, sent",
    "sent --to x show m, sent show",
    "sent show m, sent show", "setup --main-repo worktree, setup", "agent zzz, agent", "-- send, ''"})
  void wordsAreFoundBetweenFlags(String line, String path) {
    Words words = Words.find(new RootCommands(), List.of(line.split(" ")));

    assertEquals(path, String.join(" ", words.path()));
  }

  @Test
  void flagsAndArgumentsMayBeMixed() {
    reader.read(List.of("--json", "hello", "--force", "--quiet"));

    assertEquals("hello", probe.text);
    assertTrue(probe.force && reader.globals().json() && reader.globals().quiet());
  }

  @Test
  void aValueIsTheNextWordWhateverItLooksLike() {
    reader.read(List.of("--after", "-30s", "--role", "--force"));

    assertEquals("-30s", probe.after);
    assertEquals("--force", probe.role);
    assertEquals(false, probe.force);
  }

  @Test
  void aSwitchTakesAnAttachedValueAndNeverTheNextWord() {
    reader.read(List.of("--force=false", "--json=true", "true"));

    assertEquals("true", probe.text);
    assertEquals(false, probe.force);
    assertTrue(reader.globals().json());
    assertEquals("--force is a switch: it takes true or false, not 'maybe'", refusal("--force=maybe"));
  }

  @Test
  void theLastOfSeveralUsesCounts() {
    reader.read(List.of("--after", "1", "--force", "--after=2", "--force=false"));

    assertEquals("2", probe.after);
    assertEquals(false, probe.force);
  }

  @Test
  void aFlagOfTheCommandHidesTheGlobalOne() {
    reader.read(List.of("--role", "reviewer"));

    assertEquals("reviewer", probe.role);
    assertEquals("", reader.globals().role());
  }

  @Test
  void listsAreRepeatedAndSplit() {
    reader.read(List.of("--names", "a,\"b,c\"", "--names=d"));

    assertEquals(List.of("a", "b,c", "d"), CsvList.flat(probe.names));
  }

  @Test
  void everythingBehindTwoHyphensIsText() {
    reader.read(List.of("--force", "--", "--after"));

    assertEquals("--after", probe.text);
  }

  @Test
  void aFileNamedLikeAnArgumentIsNotRead() {
    reader.read(List.of("@" + GrammarTest.class.getName()));

    assertEquals("@" + GrammarTest.class.getName(), probe.text);
  }

  @Test
  void wrongLinesAreRefusedInOneLine() {
    assertEquals(
        "thrum probe has no flag --forse; did you mean --force? (an argument that begins with a hyphen goes"
            + " behind --)",
        refusal("--forse"));
    assertEquals("--count: 'x' is not a whole number", refusal("--count", "x"));
    assertEquals("--after needs a value: --after <after>", refusal("--after"));
    assertEquals("thrum probe takes no further argument: 'b' (quote a text that contains blanks)",
        refusal("a", "b"));
    assertEquals("--names: a quote is not closed: \"a", refusal("--names", "\"a"));
  }

  @Test
  void anUnknownCommandIsAnErrorThatSuggests() {
    assertEquals(
        new CommandLines.Outcome(1, "", "Error: there is no command 'snd'; did you mean 'thrum send'?\n"),
        CommandLines.run("snd", "hello"));
    assertEquals("Error: there is no command 'register'; did you mean 'thrum agent register'?\n",
        CommandLines.run("register").err());
    assertEquals("Error: there is no command 'frobnicate'; thrum --help lists all commands\n",
        CommandLines.run("frobnicate").err());
  }

  @Test
  void extraArgumentsOfACommandThatTakesNoneAreIgnored() {
    assertEquals(0, CommandLines.run("version", "and", "more").code());
    assertEquals(1, CommandLines.run("version", "--and").code());
  }

  @Test
  void theVersionHasThreeSpellings() {
    var version = CommandLines.run("version");

    assertTrue(version.out().startsWith("thrum v1.2.3 (build: 0123456789ab, java "), version.out());
    assertEquals(version, CommandLines.run("--version"));
    assertEquals(version, CommandLines.run("-v"));
    assertTrue(CommandLines.run("version", "--json").out().startsWith("{\n  \"build\": \"0123456789ab\",\n"));
  }

  private String refusal(String... arguments) {
    var fresh = new CommandReader("thrum probe", new Probe());
    return assertThrows(Refused.class, () -> fresh.read(List.of(arguments))).text();
  }
}
