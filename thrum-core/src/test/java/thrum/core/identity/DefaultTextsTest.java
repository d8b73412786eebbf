package thrum.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;

class DefaultTextsTest {

  @TempDir Path directory;

  @Test
  void theDisplayNameIsTheRoleAndTheModule() {
    assertEquals("Implementer (auth)", DefaultTexts.display("implementer", "auth"));
    assertEquals("Tester", DefaultTexts.display("tester", ""));
    assertEquals("Über", DefaultTexts.display("über", ""));
    assertEquals("", DefaultTexts.display("", ""));
  }

  @Test
  void theIntentDependsOnTheRoleAndEndsInTheRepository() {
    var texts = new HashSet<String>();
    for (var role : List.of("coordinator", "implementer", "reviewer", "planner", "tester", "poet")) {
      var text = DefaultTexts.intent(role, "widgets");
      assertTrue(text.endsWith(" widgets"), text);
      texts.add(text);
    }
    assertEquals(6, texts.size());
  }

  @Test
  void theRepositoryIsNamedAfterItsTopLevel() throws IOException {
    var main = new GitSandbox(directory).repository("widgets");
    assertEquals("widgets", DefaultTexts.repositoryName(Files.createDirectories(main.resolve("src"))));
    assertEquals("unknown", DefaultTexts.repositoryName(directory));
  }
}
