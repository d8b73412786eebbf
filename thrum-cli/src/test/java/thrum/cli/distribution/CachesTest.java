package thrum.cli.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache that cannot be trusted is as good as none: nobody notices but the clock (ruling 55). */
class CachesTest {

  private static final int INSIDE = 5_000_000;

  @TempDir Path root;

  @BeforeAll
  static void theProgramIsBuilt() {
    assumeTrue(Installed.isBuilt(), "the distribution is built by mvn package");
  }

  @Test
  void brokenCachesAreHarmless() throws IOException {
    try (var installed = new Installed(root, "prefix")) {
      assertTrue(installed.launcherUsesItsCache());
      var version = installed.launcher(Map.of(), "version").succeeds().out();
      var cache = installed.library("launcher.aot");
      var sum = installed.library("launcher.aot.sha256");
      var whole = Files.copy(cache, root.resolve("whole"));
      var itsSum = Files.readString(sum);

      flipABit(cache);
      unnoticed(installed, version);

      truncate(cache);
      unnoticed(installed, version);

      // Even where the checksum says that all is well.
      Files.copy(installed.library("daemon.aot"), cache, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(installed.library("daemon.aot.sha256"), sum, StandardCopyOption.REPLACE_EXISTING);
      unnoticed(installed, version);

      Files.delete(cache);
      unnoticed(installed, version);

      Files.copy(whole, cache);
      Files.writeString(sum, itsSum);
      assertTrue(installed.launcherUsesItsCache());
      assertEquals(version, installed.launcher(Map.of(), "version").succeeds().out());
    }
  }

  @Test
  void aChecksumIsComparedOnceAsLongAsNothingChanges() throws IOException {
    try (var installed = new Installed(root, "prefix")) {
      var stamp = installed.library("launcher.aot.checked");
      assertTrue(Files.exists(stamp), "the installation has looked at it");
      var before = Files.getLastModifiedTime(stamp);
      assertTrue(installed.launcherUsesItsCache());
      assertEquals(before, Files.getLastModifiedTime(stamp));
      Files.setLastModifiedTime(installed.library("launcher.aot"), before);
      assertTrue(installed.launcherUsesItsCache());
      assertNotEquals(before, Files.getLastModifiedTime(stamp));
    }
  }

  @Test
  void anInstallationLeavesADamagedCacheOutAndSaysSo() throws IOException {
    try (var installed = new Installed(root, "prefix")) {
      flipABit(installed.library("daemon.aot"));
      var from = Files.move(installed.directory(), root.resolve("damaged"));
      var said = installed.install(from);
      assertTrue(said.err().contains("daemon.aot"), said.err());
      assertTrue(Files.notExists(installed.library("daemon.aot")));
      assertTrue(installed.launcherUsesItsCache());
    }
  }

  private static void unnoticed(Installed installed, String version) throws IOException {
    var ran = installed.launcher(Map.of(), "version").succeeds();
    assertEquals(version, ran.out());
    assertEquals("", ran.err());
    assertFalse(installed.launcherUsesItsCache(), "the broken cache was used");
  }

  private static void flipABit(Path file) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(INSIDE);
      int before = bytes.read();
      bytes.seek(INSIDE);
      bytes.write(before ^ 1);
    }
  }

  private static void truncate(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(INSIDE);
    }
  }
}
