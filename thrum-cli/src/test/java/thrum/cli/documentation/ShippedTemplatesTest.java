package thrum.cli.documentation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import thrum.core.role.ShippedTemplates;
import thrum.core.role.Variant;

/** An agent does what its template says: each command line in one has to work. */
class ShippedTemplatesTest {

  private static final Pattern INLINE = Pattern.compile("`(thrum [^`]+)`");

  @TempDir static Path directory;
  private static Stage stage;

  @BeforeAll
  static void populate() throws IOException {
    stage = new Stage(directory);
    stage.populate();
    stage.shell(stage.main(), "git worktree add -q -b lead ../shop-lead");
    Path lead = stage.main().resolveSibling("shop-lead");
    stage.must(lead, "setup");
    stage.must(lead, "quickstart", "--name", "co_lead", "--role", "coordinator", "--module", "lead");
  }

  @AfterAll
  static void leave() {
    stage.close();
  }

  static List<List<String>> templates() {
    var all = new ArrayList<List<String>>();
    for (String role : ShippedTemplates.roles()) {
      for (Variant variant : Variant.values()) all.add(List.of(role, variant.text()));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("templates")
  void whatATemplateTellsToTypeWorks(List<String> template) throws IOException {
    var typist = new Typist(stage);
    for (Example example : examples(template.getFirst(), template.getLast())) typist.type(example);
    assertTrue(typist.typed() >= 5, () -> "only " + typist.typed() + " commands were run");
  }

  /** Ada reads the template as if the role were hers. */
  private static List<Example> examples(String role, String variant) throws IOException {
    stage.must(stage.main(), "roles", "init", "--variant", variant, role);
    Path templates = stage.main().resolve(".thrum/role_templates");
    Files.move(templates.resolve(role + ".md"), templates.resolve("implementer.md"));
    stage.must(stage.main(), "roles", "deploy", "--agent", Stage.ADA);
    Files.delete(templates.resolve("implementer.md"));
    Path read = directory.resolve(role + "-" + variant + ".md");
    Files.writeString(read, filledIn(stage.main().resolve(".thrum/context/ada_api_preamble.md")));
    var examples = new ArrayList<>(new MarkdownPage(read).examples());
    INLINE.matcher(Files.readString(read))
        .results()
        .map((MatchResult found) -> new Example(read.getFileName() + ", in the text", found.group(1)))
        .forEach(examples::add);
    return examples;
  }

  /** What an agent puts in the place of the words in capitals. */
  private static String filledIn(Path preamble) throws IOException {
    return Files.readString(preamble, StandardCharsets.UTF_8)
        .replace("MSG_ID", "msg_01J9ZK3T5W8Q4N7R2C6V1B0XYZ")
        .replace("@NAME", "@" + Stage.BO)
        .replace("FILE", "src/Token.java");
  }
}
