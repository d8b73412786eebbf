package thrum.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish", "powershell"})
  void everyShellKnowsEveryCommandAndItsFlags(String shell) {
    var script = CommandLines.run("completion", shell);

    assertEquals(0, script.code());
    for (String word : List.of("who-has", "set-intent", "powershell", "body-file", "re-register",
        "message get")) {
      assertTrue(script.out().contains(word), word);
    }
    assertFalse(script.out().contains("--background") || script.out().contains("-l background"));
  }

  @Test
  void descriptionsCanBeLeftOut() {
    assertTrue(CommandLines.run("completion", "fish").out().contains("Reply to a message."));
    assertFalse(
        CommandLines.run("completion", "fish", "--no-descriptions").out().contains("Reply to a message."));
  }

  @ParameterizedTest
  @CsvSource({"thrum se, send search sent session", "thrum message , get edit delete read",
    "thrum message get --rep, --repo",
    "thrum --json sent s, show", "thrum agent --role x reg, register"})
  void bashOffersWhatMayFollow(String line, String offered) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash here");
    String replies = bash(CommandLines.run("completion", "bash").out() + "\nCOMP_WORDS=("
        + line.strip() + (line.endsWith(" ") || offered.startsWith("get") ? " ''" : "")
        + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_thrum\necho \"${COMPREPLY[@]}\"\n");

    assertTrue(replies.strip().startsWith(offered), replies);
  }

  private static String bash(String script) throws IOException, InterruptedException {
    var process = new ProcessBuilder("/bin/bash", "-s").redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
