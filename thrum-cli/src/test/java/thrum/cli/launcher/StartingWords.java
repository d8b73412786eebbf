package thrum.cli.launcher;

import java.nio.file.Path;
import java.util.List;

/** How tests start the program in a process of its own. */
public final class StartingWords {

  private static final String SHIPPED = "thrum.test.shipped";

  private StartingWords() {}

  /**
   * The words before the arguments: the launcher of what is shipped where the build has just made it, with
   * its
   * caches; the classes of this process otherwise.
   */
  public static List<String> ofTheProgram() {
    var shipped = System.getProperty(SHIPPED);
    if (shipped != null) return List.of(Path.of(shipped, "bin", "thrum-jvm").toString());
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), Main.class.getName());
  }
}
