package thrum.core.sync.merge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clones of one branch that write, join, lose races, are offline and are killed: once it is quiet, three
 * cycles
 * make all of them equal, and nothing that was acknowledged is missing or there twice.
 */
class ConvergenceTest {

  @TempDir(factory = InMemory.class) Path directory;

  @TestFactory
  Stream<DynamicTest> tenClonesConverge() {
    return seeds(1, 20, 10, 60);
  }

  @Tag("deep")
  @TestFactory
  Stream<DynamicTest> tenClonesWithAHundredEventsEachConverge() {
    return seeds(1000, 100, 10, 1500);
  }

  private Stream<DynamicTest> seeds(int from, int count, int clones, int steps) {
    return IntStream.range(from, from + count)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
          try (var scenario =
              new Scenario(Files.createDirectory(directory.resolve("seed" + seed)), seed, clones)) {
            scenario.run(steps);
          }
        }));
  }
}
