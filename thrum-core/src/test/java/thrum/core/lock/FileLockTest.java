package thrum.core.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.failure.Broken;

class FileLockTest {
  @TempDir Path directory;

  @Test
  void aSecondTakerIsTurnedAwayUntilTheFirstLetsGo() {
    var file = directory.resolve("schloß.lock");
    var first = FileLock.tryTake(file).orElseThrow();
    assertTrue(FileLock.tryTake(file).isEmpty());
    first.close();
    var second = FileLock.tryTake(file).orElseThrow();
    first.close();
    assertTrue(FileLock.tryTake(file).isEmpty(), "closing twice must not release the next holder's lock");
    second.close();
  }

  @Test
  void theLockIsTheKindThatFlockOfTheSystemSees() throws Exception {
    var file = directory.resolve("thrum.lock");
    var held = FileLock.tryTake(file).orElseThrow();
    assertEquals(1, flock(file));
    held.close();
    assertEquals(0, flock(file));
  }

  private static int flock(Path file) throws Exception {
    var process = new ProcessBuilder("flock", "-n", file.toString(), "true").inheritIO().start();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    return process.exitValue();
  }

  @Test
  void theLockFileIsForItsOwnerAndStaysWhenTheLockIsReleased() throws Exception {
    var file = directory.resolve("thrum.lock");
    FileLock.tryTake(file).orElseThrow().close();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aDirectoryIsLockedWithoutAFileAndForOneAtATime() throws Exception {
    var held = FileLock.onDirectory(directory);
    assertEquals(1, flock(directory));
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var next = tasks.submit(() -> FileLock.onDirectory(directory));
      held.close();
      next.get(10, TimeUnit.SECONDS).close();
    }
    assertEquals(0, flock(directory));
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    var missing = directory.resolve("missing");
    var failure = assertThrows(Broken.class, () -> FileLock.onDirectory(missing));
    assertTrue(failure.getMessage().contains(missing.toString()), failure.getMessage());
  }

  @Test
  void aFileThatCannotBeOpenedIsNamed() {
    var file = directory.resolve("missing").resolve("thrum.lock");
    var failure = assertThrows(Broken.class, () -> FileLock.tryTake(file));
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
  }
}
