package thrum.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;
import thrum.cli.grammar.CommandReader;
import thrum.cli.grammar.Words;
import thrum.cli.render.Columns;

class HelpTest {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  static Stream<CommandTree.Leaf> commands() {
    return CommandTree.leaves().stream();
  }

  @Test
  void helpBeginsWithTheCommandsOfEveryDay() {
    var help = CommandLines.run("--help");

    assertEquals(0, help.code());
    assertEquals("", help.err());
    int daily = help.out().indexOf("Every day:");
    assertTrue(daily > 0 && daily < help.out().indexOf("Set up and look after:"), help.out());
    for (String word : List.of("quickstart", "send", "inbox", "reply", "team", "overview", "status",
        "who-has")) {
      assertTrue(help.out().contains("\n  " + word + " "), word);
    }
    assertEquals(help.out(), CommandLines.run().out());
    assertEquals(help.out(), CommandLines.run("help").out());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfWithAnExample(CommandTree.Leaf leaf) {
    var spec = new CommandReader(Program.name(leaf.path()), leaf.command()).spec();

    String header = String.join(" ", spec.usageMessage().header());
    assertTrue(header.endsWith(".") && header.length() <= 80, () -> "header: " + header);
    assertEquals("Example:", spec.usageMessage().footer()[0]);
    for (ArgSpec argument : Stream.concat(spec.options().stream(), spec.positionalParameters().stream())
        .toList()) {
      assertFalse(argument.description().length == 0 && !argument.hidden(), () -> "undescribed: " + argument);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyExampleIsACommandLineThatIsUnderstood(CommandTree.Leaf leaf) {
    var reader = new CommandReader(Program.name(leaf.path()), leaf.command());
    String example = reader.spec().usageMessage().footer()[1].strip();
    int start = example.indexOf("thrum ");
    assertTrue(start >= 0, example);
    List<String> arguments =
        WORD.matcher(example.substring(start + "thrum ".length()).replaceAll("[|)].*", ""))
            .results()
            .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
            .toList();

    Words words = Words.find(new RootCommands(), arguments);

    assertTrue(leaf.path().equals(words.path()) || words.path().getLast().equals(leaf.path().getLast())
        || leaf.path().equals(List.of("setup", "worktree")), () -> example + " leads to " + words.path());
    reader.read(words.arguments());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsTheTerminalAndComesWithAndWithoutTheHelpWord(CommandTree.Leaf leaf) {
    String[] flag = Stream.concat(leaf.path().stream(), Stream.of("--help")).toArray(String[]::new);
    String[] word = Stream.concat(Stream.of("help"), leaf.path().stream()).toArray(String[]::new);

    var help = CommandLines.run(flag);

    assertEquals(0, help.code());
    assertEquals("", help.err());
    assertEquals(help, CommandLines.run(word));
    for (String line : help.out().lines().toList()) {
      assertTrue(Columns.of(line) <= 100 || line.strip().startsWith("thrum "), () -> "too wide: " + line);
    }
  }

  @Test
  void aGroupAloneShowsItsCommands() {
    for (String group : List.of("agent", "session", "message", "group", "daemon", "config", "completion")) {
      var help = CommandLines.run(group);

      assertEquals(0, help.code(), group);
      assertTrue(help.out().contains("thrum " + group + " COMMAND"), help.out());
      assertEquals(help, CommandLines.run("--json", group), group);
    }
  }

  @Test
  void aGroupWithAnUnknownWordShowsItsHelpAndTheNearestCommand() {
    var help = CommandLines.run("agent", "lst");

    assertEquals(0, help.code());
    assertEquals(CommandLines.run("agent").out(), help.out());
    assertEquals("'thrum agent' has no command 'lst'; did you mean 'thrum agent list'?\n", help.err());
  }

  @Test
  void hiddenFlagsAndCommandsAreNotShown() {
    assertFalse(CommandLines.run("daemon").out().contains("  run "));
    assertFalse(CommandLines.run("daemon", "run", "--help").out().contains("--background"));
    assertTrue(Arrays.asList(CommandLines.run("daemon", "run", "--help").out().split("\n")).size() > 3);
  }
}
