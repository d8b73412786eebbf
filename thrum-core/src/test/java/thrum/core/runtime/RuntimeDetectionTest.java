package thrum.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.protocol.failure.Refused;

class RuntimeDetectionTest {

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();

  private List<String> detected() {
    return new RuntimeDetection(directory.resolve("repo"), environment, VersionProbe.starting(environment))
        .run()
        .stream()
        .map(found -> found.runtime().text() + ": " + found.source())
        .toList();
  }

  private void program(String name, String script) throws IOException {
    var program = Files.createDirectories(directory.resolve("bin")).resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertTrue(program.toFile().setExecutable(true));
    environment.put("PATH", "relative:" + directory.resolve("bin") + ":/usr/bin:/bin");
  }

  @Test
  void markersComeBeforeVariablesAndVariablesBeforePrograms() throws IOException {
    Files.createDirectories(directory.resolve("repo/.gemini"));
    GitSandbox.write(directory.resolve("repo/.cursorrules"), "");
    environment.put("CLAUDE_SESSION_ID", "x");
    environment.put("GEMINI_CLI", "1");
    environment.put("AUGMENT_AGENT", "");
    program("codex", "echo codex-cli 1.0");
    program("claude", "echo 'Claude Code'");
    assertEquals(
        List.of("cursor: found .cursorrules", "gemini: found .gemini/", "claude: env CLAUDE_SESSION_ID",
            "codex: binary codex"),
        detected());
  }

  @Test
  void aProgramOfTheSameNameIsNotTakenForARuntime() throws IOException {
    program("agent", "echo 'some other agent'");
    program("amp", "exit 1");
    program("auggie", "echo 'Augment 3' >&2");
    assertEquals(List.of("auggie: binary auggie"), detected());
  }

  @Test
  void theMoreTellingMarkerIsNamed() {
    GitSandbox.write(directory.resolve("repo/.claude/settings.json"), "{}");
    assertEquals(List.of("claude: found .claude/settings.json"), detected());
  }

  @Test
  void withoutAnySignNothingIsFound() {
    assertEquals(List.of(), detected());
  }

  @Test
  void everyNameIsReadBackAndOthersAreRefusedWithTheList() {
    for (var runtime : RuntimeName.values()) {
      assertEquals(runtime, RuntimeName.parse(runtime.text()));
    }
    var text = assertThrows(Refused.class, () -> RuntimeName.parse("emacs")).text();
    assertEquals(
        "unknown runtime 'emacs'; known are claude, cursor, codex, gemini, auggie, amp, cli-only, all", text);
  }
}
