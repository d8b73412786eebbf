package thrum.cli.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import thrum.cli.documentation.ShellWords.Word;
import thrum.protocol.json.Json;

/** Types examples one after another into a shell that starts in the main checkout. */
final class Typist {

  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=.*");
  private static final Pattern MESSAGE = Pattern.compile("msg_[0-9A-Z]+");

  /** What is run beside {@code thrum}; other programs may be missing on the machine. */
  private static final Set<String> SHELL = Set.of("git", "cat", "ls");

  /** Commands whose message the caller must have written. */
  private static final Set<String> OF_ONES_OWN = Set.of("edit", "delete", "show");

  private final Stage stage;
  private Path directory;
  private int typed;

  Typist(Stage stage) {
    this.stage = stage;
    this.directory = stage.main();
  }

  /** How many commands of Thrum were run. */
  int typed() {
    return typed;
  }

  void type(Example example) throws IOException {
    for (String command : example.commands()) type(command, example);
  }

  private void type(String command, Example example) throws IOException {
    List<Word> words = ShellWords.of(command);
    if (words.isEmpty()) return;
    String first = words.getFirst().text();
    if (first.equals("cd")) {
      directory = directory.resolve(words.get(1).text()).normalize();
    } else if (SHELL.contains(first)) {
      stage.shell(directory, command);
    } else {
      pipe(command, words, example);
    }
  }

  /** {@code A=b thrum …}, {@code printf … | thrum …}, {@code thrum … | more} or {@code thrum … > file}. */
  private void pipe(String command, List<Word> words, Example example) throws IOException {
    int pipe = operator(words, "|");
    if (pipe > 0 && isThrum(words.subList(pipe + 1, words.size()))) {
      String input = stage.shell(directory, command.substring(0, words.get(pipe).start()));
      run(words.subList(pipe + 1, words.size()), input, example);
    } else if (isThrum(words)) {
      run(words, "", example);
    }
  }

  private static boolean isThrum(List<Word> words) {
    return words.stream()
        .map(Word::text)
        .filter(w -> !ASSIGNMENT.matcher(w).matches())
        .findFirst()
        .filter("thrum"::equals)
        .isPresent();
  }

  private static int operator(List<Word> words, String text) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).operator() && words.get(i).text().equals(text)) return i;
    }
    return -1;
  }

  private void run(List<Word> line, String input, Example example) {
    Map<String, String> variables = new HashMap<>();
    int at = 0;
    for (; ASSIGNMENT.matcher(line.get(at).text()).matches(); at++) {
      String[] parts = line.get(at).text().split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    List<String> arguments = line.subList(at + 1, line.size())
        .stream()
        .takeWhile(w -> !w.operator())
        .map(Word::text)
        .toList();
    arguments = arguments.stream().map(w -> MESSAGE.matcher(w).matches() ? message(example) : w).toList();
    typed++;
    var done = stage.thrum(directory, variables, input, arguments);
    assertEquals(example.expectedCode(), done.code(), () -> example + "\n" + done.text());
  }

  /** A real message in the place of the example's: one's own, or one from the other agent. */
  private String message(Example example) {
    boolean own = ShellWords.of(example.text()).stream().map(Word::text).anyMatch(OF_ONES_OWN::contains);
    boolean inMain = directory.equals(stage.main());
    Path author = own ? directory : inMain ? stage.review() : stage.main();
    String recipient = author.equals(stage.main()) ? Stage.BO : Stage.ADA;
    String sent = stage.must(author, "send", "About this example", "--to", recipient, "--json");
    return Json.read(sent).path("message_id").stringValue();
  }
}
