package thrum.cli.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of Thrum this is.
 *
 * @param version the released version, such as {@code 0.1.0}
 * @param commit the abbreviated commit it was built from, or {@code unknown} when built outside Git
 */
public record Build(String version, String commit) {

  private static final String RESOURCE = "build.properties";

  /** Reads what Maven wrote into the jar. */
  public static Build current() {
    var properties = new Properties();
    try (var in = Build.class.getResourceAsStream(RESOURCE)) {
      if (in == null) throw new IllegalStateException("the jar lacks " + RESOURCE + "; build it with Maven");
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " from the jar", e);
    }
    return new Build(properties.getProperty("version", "unknown"),
        properties.getProperty("commit", "unknown"));
  }

  /** The line that {@code thrum version} prints. */
  public String line(Runtime.Version java) {
    return "thrum v" + version + " (build: " + commit + ", java " + java.feature() + ")";
  }
}
