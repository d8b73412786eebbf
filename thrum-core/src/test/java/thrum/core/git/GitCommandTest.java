package thrum.core.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommandTest {

  @TempDir Path directory;

  @Test
  void variablesThatPointGitElsewhereAreNotPassedOn() {
    var git = new GitSandbox(directory);
    var here = git.repository("here");
    var environment = new HashMap<>(git.environment());
    environment.put("GIT_DIR", git.repository("there").resolve(".git").toString());
    var answer = new GitCommand(environment).run(here, "rev-parse", "--show-toplevel");
    assertEquals(here + "\n", answer.out());
  }

  @Test
  void aCommandThatTakesTooLongIsStopped() {
    var answer =
        new GitCommand(new GitSandbox(directory).environment()).run(directory, "", Duration.ofMillis(300),
            List.of("-c", "alias.slow=!sleep 60", "slow"));
    assertFalse(answer.ok());
    assertTrue(answer.err().contains("longer than"), answer.err());
  }

  @Test
  void withoutTheDirectoryThereIsAnAnswerAndNoException() {
    var answer =
        new GitCommand(new GitSandbox(directory).environment()).run(directory.resolve("gone"), "status");
    assertEquals(GitCommand.Answer.NOT_RUN, answer.exit());
  }
}
