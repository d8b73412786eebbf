package thrum.cli.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing, moving and upgrading. */
class InstallationTest {

  private static final String PROPERTIES = "thrum/cli/launcher/build.properties";

  @TempDir Path root;

  @BeforeAll
  static void theProgramIsBuilt() {
    assumeTrue(Installed.isBuilt(), "the distribution is built by mvn package");
  }

  @Test
  void aPrefixWithBlanksAndAMovedInstallationWorkWithTheirCaches() throws IOException {
    try (var installed = new Installed(root, "my programs ü")) {
      installed.thrum("init").succeeds();
      installed.thrum("quickstart", "--name", "ada", "--role", "tester", "--module", "x").succeeds();
      installed.thrum("daemon", "stop").succeeds();

      installed.moveTo(root.resolve("moved here"));
      assertTrue(installed.launcherUsesItsCache());
      assertTrue(installed.daemonUsesItsCache());
      assertTrue(installed.launcherUses("forward.aot", "whoami"));
      assertTrue(installed.launcherUses("launcher.aot", "daemon", "status"));
      var inside = installed.thrum("inbox", "--quiet").succeeds();
      assertEquals("", inside.err());
      assertEquals(inside.out(), installed.launcher(Map.of(), "inbox", "--quiet").succeeds().out());
    }
  }

  @Test
  void anUpgradeReplacesTheDaemonThatRunsAndSaysSoOnce() throws IOException {
    try (var installed = new Installed(root, "prefix")) {
      installed.thrum("init").succeeds();
      installed.thrum("quickstart", "--name", "ada", "--role", "tester", "--module", "x").succeeds();
      var daemon = Files.readString(installed.shop().resolve(".thrum/var/thrum.pid"));

      installed.install(newer(installed.directory()));

      var first = installed.thrum("inbox").succeeds();
      assertTrue(first.err().startsWith("Restarting the daemon for " + installed.shop().toRealPath() + ":"),
          first.err());
      assertTrue(first.err().endsWith("this is 99.0.0+newer\n"), first.err());
      assertEquals(1, first.err().lines().count(), first.err());
      assertTrue(!daemon.equals(Files.readString(installed.shop().resolve(".thrum/var/thrum.pid"))));
      assertEquals("", installed.thrum("inbox").succeeds().err());
    }
  }

  @Test
  void aDaemonOfAnotherVersionIsLeftAloneWhenNoneMayBeStarted() throws IOException {
    try (var installed = new Installed(root, "prefix")) {
      installed.thrum("init").succeeds();
      installed.thrum("quickstart", "--name", "ada", "--role", "tester", "--module", "x").succeeds();
      var daemon = Files.readString(installed.shop().resolve(".thrum/var/thrum.pid"));

      installed.install(newer(installed.directory()));

      assertEquals("", installed.thrum(Map.of("THRUM_NO_AUTOSTART", "1"), "inbox").succeeds().err());
      assertEquals(daemon, Files.readString(installed.shop().resolve(".thrum/var/thrum.pid")));
    }
  }

  /**
   * A copy that says it is of another version. Its native client still says the old one, and its caches fit
   * no more.
   */
  private Path newer(Path installed) throws IOException {
    var copy = root.resolve("newer");
    copy(installed, copy);
    try (var jar =
        FileSystems.newFileSystem(URI.create("jar:" + copy.resolve("lib/thrum.jar").toUri()), Map.of())) {
      Files.writeString(jar.getPath(PROPERTIES), "version=99.0.0\ncommit=newer\n");
    }
    Installed.compileClient(copy.resolve("bin/thrum"), "99.0.0+newer");
    return copy;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
