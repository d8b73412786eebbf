package thrum.cli.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of Thrum this is.
 *
 * @param version the released version, such as {@code 0.1.0}
 * @param commit the abbreviated commit it was built from, or {@code unknown} when built outside Git
 * @param repository address of the project's repository; empty when the build has none
 * @param website address of its documentation; empty when the build has none
 */
public record Build(String version, String commit, String repository, String website) {

  private static final String RESOURCE = "build.properties";

  /** A build without addresses. */
  public Build(String version, String commit) {
    this(version, commit, "", "");
  }

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
        properties.getProperty("commit", "unknown"), properties.getProperty("repository", ""),
        properties.getProperty("website", ""));
  }

  /** Version and commit, in the form that daemon and clients compare. */
  public String full() {
    return version + "+" + commit;
  }

  /** The line that {@code thrum version} prints. */
  public String line(Runtime.Version java) {
    return "thrum v" + version + " (build: " + commit + ", java " + java.feature() + ")";
  }
}
