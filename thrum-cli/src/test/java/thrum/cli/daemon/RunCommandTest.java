package thrum.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {

  private final RunCommand command = new RunCommand();

  @Test
  void theLineOfDaemonStartIsReadWithoutTheParser() {
    var globals = command.readPlainly(List.of("--background", "--repo", "/home/ada/shop", "--local"));

    assertEquals("/home/ada/shop", globals.orElseThrow().repo());
    assertTrue(command.background);
    assertTrue(command.local);
  }

  @Test
  void aRepositoryAloneIsRunInTheForeground() {
    assertTrue(command.readPlainly(List.of("--repo", "shop")).isPresent());

    assertFalse(command.background);
    assertFalse(command.local);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "--local", "--repo", "--repo=shop", "--repo shop --repo other", "--repo shop --json",
        "--repo shop --help", "--repo shop --nope", "--repo shop word"})
  void anyOtherLineIsLeftToTheParserAndSetsNothing(String line) {
    assertTrue(command.readPlainly(List.of(line.split(" "))).isEmpty());

    assertFalse(command.background);
    assertFalse(command.local);
  }
}
