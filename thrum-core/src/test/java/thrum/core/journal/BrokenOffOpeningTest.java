package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.projection.ReplayBrokenOff;
import thrum.core.projection.ReplayProgress;

/** 04 §2.6: reading the log at a start may take long; whoever has enough of it loses nothing. */
class BrokenOffOpeningTest {

  private static final int MESSAGES = 300;

  @TempDir Path directory;

  private TestStore files;
  private byte[] backup;

  @BeforeEach
  void aDatabaseThatLagsItsLog() throws Exception {
    files = new TestStore(directory);
    try (var store = files.open()) {
      store.write(TestStore.message("ada", "first"));
    }
    backup = Files.readAllBytes(files.database());
    try (var store = files.open()) {
      for (int n = 1; n < MESSAGES; n++) {
        store.write(TestStore.message("ada", "message " + n));
      }
    }
  }

  @Test
  void aReplayThatIsBrokenOffGoesOnAtTheNextStart() throws Exception {
    Files.write(files.database(), backup);
    breakOff();
    assertEverythingIsThere();
  }

  @Test
  void aRebuildThatIsBrokenOffBeginsAnew() throws Exception {
    Files.delete(files.database());
    breakOff();
    assertEverythingIsThere();
  }

  private void breakOff() {
    var progress = new ReplayProgress();
    progress.breakOff();
    assertThrows(ReplayBrokenOff.class, () -> files.open(progress));
  }

  private void assertEverythingIsThere() {
    try (var store = files.open()) {
      assertEquals(MESSAGES, count(store, "messages"));
      assertEquals(MESSAGES, store.health().events());
      assertEquals(MESSAGES, count(store, "events"));
    }
  }

  private static long count(EventStore store, String table) {
    return store.read(sql -> sql.number("SELECT count(*) FROM " + table));
  }
}
