package thrum.cli.forward;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LooksAfterDaemonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"daemon restart", "--json daemon status", "--repo x daemon logs", "--repo=x --role r init",
        "setup"})
  void commandsAboutDaemonsAreNotForwarded(String line) {
    assertTrue(LooksAfterDaemon.isMeantBy(List.of(line.split(" "))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "send daemon", "--repo daemon inbox", "--role daemon inbox", "--help",
    "--repo", ""})
  void allOthersAre(String line) {
    assertFalse(LooksAfterDaemon.isMeantBy(line.isEmpty() ? List.of() : List.of(line.split(" "))));
  }
}
