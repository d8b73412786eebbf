package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import thrum.cli.exec.BothPathsTest;

/** Nobody can tell from the output which way a command went. */
class SameOnEveryWayTest {

  @TempDir static Path directory;

  private static Household house;

  @BeforeAll
  static void moveIn() throws Exception {
    house = new Household(directory, Via.NATIVE_CLIENT);
    house.via(Via.OWN_PROCESS).in(house.second, "send", "Ready", "--to", "@ada_api").succeeds();
    house.thrum("message", "read", "--all").succeeds();
  }

  @AfterAll
  static void moveOut() {
    house.close();
  }

  static List<String> commands() {
    return BothPathsTest.commands();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theSameBytesAndTheSameCode(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    for (Path place : List.of(house.main, house.second)) {
      var alone = house.via(Via.OWN_PROCESS).in(place, words);
      for (Via other : List.of(Via.JVM_LAUNCHER, Via.NATIVE_CLIENT)) {
        var ran = house.via(other).in(place, words);
        assertEquals(still(alone.out()), still(ran.out()), () -> other + " " + line);
        assertEquals(alone.err(), ran.err(), () -> other + " " + line);
        assertEquals(alone.exit(), ran.exit(), () -> other + " " + line);
      }
    }
  }

  /** Ages grow between two runs. */
  private static String still(String out) {
    return BothPathsTest.still(out)
        .replaceAll("\\d+[smh] ago|just now|\\b\\d+(s|m)\\b", "AGE")
        .replaceAll(" +", " ");
  }
}
