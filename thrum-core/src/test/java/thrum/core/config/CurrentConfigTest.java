package thrum.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentConfigTest {

  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir Path directory;

  private Path file;
  private CurrentConfig current;

  @BeforeEach
  void noFile() {
    file = directory.resolve("config.json");
    current = new CurrentConfig(file, Map.of(), () -> NOW);
  }

  @Test
  void aFileThatStaysIsReadOnce() throws Exception {
    write(false, Duration.ofMinutes(1));
    assertSame(current.get(), current.get());
  }

  @Test
  void aFileThatIsReplacedCountsAtOnce() throws Exception {
    write(false, Duration.ofMinutes(2));
    assertEquals(false, current.get().localOnly());
    new ConfigFile(file).set(ConfigKeys.LOCAL_ONLY, "true");
    assertTrue(current.get().localOnly());
  }

  @Test
  void aFileThatIsEditedInPlaceCountsAtOnceAlsoWithinTheGrainOfItsTime() throws Exception {
    write(false, Duration.ofMillis(1));
    var first = current.get();
    write(true, Duration.ofMillis(1));
    assertNotSame(first, current.get());
    assertTrue(current.get().localOnly());
  }

  @Test
  void aFileThatAppearsAndGoesAgainCounts() throws Exception {
    assertEquals(false, current.get().localOnly());
    write(true, Duration.ofMinutes(1));
    assertTrue(current.get().localOnly());
    Files.delete(file);
    assertEquals(false, current.get().localOnly());
  }

  @Test
  void aBrokenFileGivesTheDefaultsAndSaysSo() throws Exception {
    Files.writeString(file, "{");
    assertEquals(1, current.get().problems().size());
  }

  /** In place, with a time that says nothing. */
  private void write(boolean localOnly, Duration age) throws Exception {
    Files.writeString(file, "{\"daemon\":{\"local_only\":" + (localOnly ? "true " : "false") + "}}");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }
}
