package thrum.cli.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import thrum.cli.command.CommandGroup;
import thrum.cli.program.RootCommands;

/**
 * Whatever the pages and the help tell people to type works, and every command has its place in the
 * reference.
 */
class DocumentedCommandsTest {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Path README = TOP.resolve("README.md");

  @TempDir Path directory;

  static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>(List.of(README));
    try (var docs = Files.list(TOP.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages.stream().filter(page -> mentionsThrum(page)).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatAPageTellsToTypeWorksFromTopToBottom(Path page) throws IOException {
    try (var stage = new Stage(directory)) {
      // The front page begins with a repository that knows nothing of Thrum.
      if (!page.equals(README)) stage.populate();
      var typist = new Typist(stage);
      for (Example example : new MarkdownPage(page).examples()) typist.type(example);
      assertTrue(typist.typed() > 0, "no command was run");
    }
  }

  @Test
  void theExampleInTheHelpOfEveryCommandWorks() throws IOException {
    try (var stage = new Stage(directory)) {
      stage.populate();
      for (List<String> command : commands()) {
        List<Example> examples = helpExamples(stage, command);
        assertFalse(examples.isEmpty(), () -> "the help of " + command + " has no example");
        prepare(stage, command);
        for (Example example : examples) new Typist(stage).type(example);
        if (command.getLast().equals("end")) stage.comeBack();
      }
    }
  }

  @Test
  void everyCommandAppearsInTheReference() throws IOException {
    String reference = Files.readString(TOP.resolve("docs/commands.md"));
    List<String> missing = commands().stream()
        .map(command -> "thrum " + String.join(" ", command))
        .filter(command -> !reference.contains(command))
        .toList();
    assertEquals(List.of(), missing);
  }

  /** Every command that a help page lists, without the groups that only hold others. */
  private static List<List<String>> commands() {
    var commands = new ArrayList<List<String>>();
    collect(new RootCommands(), List.of(), commands);
    return commands;
  }

  private static void collect(CommandGroup group, List<String> path, List<List<String>> commands) {
    for (var section : group.sections()) {
      for (String word : section.words()) {
        var longer = new ArrayList<>(path);
        longer.add(word);
        if (group.create(word) instanceof CommandGroup inner) {
          if (inner.alone() != null) commands.add(longer);
          collect(inner, longer, commands);
        } else {
          commands.add(longer);
        }
      }
    }
  }

  private static List<Example> helpExamples(Stage stage, List<String> command) {
    var words = new ArrayList<>(command);
    words.add("--help");
    var done = stage.thrum(stage.main(), Map.of(), "", words);
    assertEquals(0, done.code(), done.text());
    return done.out()
        .lines()
        .dropWhile(line -> !line.startsWith("Example"))
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> new Example("thrum " + String.join(" ", words), line.strip()))
        .toList();
  }

  /** What an example takes for granted: what it names is there, or the daemon is not. */
  private static void prepare(Stage stage, List<String> command) {
    if (command.equals(List.of("daemon", "start"))) stage.must(stage.main(), "daemon", "stop");
    if (command.equals(List.of("agent", "delete"))) {
      stage.must(stage.main(), "agent", "register", "--name", "cy_docs", "--role", "writer", "--module",
          "docs");
    }
    if (command.equals(List.of("unsubscribe"))) stage.must(stage.main(), "subscribe", "--all");
    if (!command.getFirst().equals("group")) return;
    if (stage.must(stage.main(), "group", "list", "--json").contains("\"reviewers\"")) {
      stage.must(stage.main(), "group", "delete", "reviewers");
    }
    if (!command.getLast().equals("create")) {
      stage.must(stage.main(), "group", "create", "reviewers");
      stage.must(stage.main(), "group", "add", "reviewers", "@" + Stage.BO);
    }
  }

  private static boolean mentionsThrum(Path page) {
    try {
      return new MarkdownPage(page).examples()
          .stream()
          .anyMatch(example -> example.text().contains("thrum "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
