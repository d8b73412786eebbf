package thrum.cli.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that run once for each way that a command can go, each time in a household of their own. */
@ParameterizedClass
@EnumSource(Via.class)
abstract class EveryWay {
  @TempDir static Path temporary;

  static Path directory;
  static Household house;

  @Parameter Via via;

  @BeforeParameterizedClassInvocation
  static void moveIn(Via via) throws Exception {
    directory = Files.createDirectories(temporary.resolve(via.name()));
    house = new Household(directory, via);
  }

  @AfterParameterizedClassInvocation
  static void moveOut() {
    house.close();
  }
}
