package thrum.core.lock;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import thrum.protocol.failure.Broken;

/**
 * An exclusive {@code flock(2)} on one file or directory, held until it is closed or the process dies
 * (rulings 49, 66; 02
 * §1.4).
 *
 * <p>Java's own file locks are POSIX record locks: another kind, which a running 0.7 daemon does not see and
 * which
 * vanish when the process closes any other descriptor of the file. The lock file itself is never deleted,
 * since a
 * second process could otherwise lock the new file while the first still holds the old one.
 */
public final class FileLock implements AutoCloseable {
  private static final long PAUSE_NANOS = 2_000_000;
  /** Ten seconds of pauses. */
  private static final int PAUSES = 5_000;

  private final int descriptor;
  private boolean held = true;

  private FileLock(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Takes the lock without waiting; the file is made (0600) when it is missing.
   *
   * @return empty when another process, or another caller in this one, holds it
   * @throws Broken when the file cannot be opened
   */
  public static Optional<FileLock> tryTake(Path file) {
    try (var arena = Arena.ofConfined()) {
      int descriptor = Posix.open(arena, file);
      if (descriptor < 0) {
        throw new Broken("cannot open the lock file", file.toString(),
            "check that its directory exists and can be written");
      }
      if (Posix.flock(descriptor, Posix.LOCK_EX | Posix.LOCK_NB) != 0) {
        Posix.close(descriptor);
        return Optional.empty();
      }
      return Optional.of(new FileLock(descriptor));
    }
  }

  /**
   * Takes the lock of a directory, which leaves no file behind. Meant for changes that take milliseconds: it
   * waits for
   * whoever holds it.
   *
   * @throws Broken when the directory cannot be opened, or is locked for ten seconds
   */
  public static FileLock onDirectory(Path directory) {
    try (var arena = Arena.ofConfined()) {
      int descriptor = Posix.openDirectory(arena, directory);
      if (descriptor < 0) {
        throw new Broken("cannot lock the directory", directory.toString(),
            "check that it exists and can be read");
      }
      for (int pauses = 0; Posix.flock(descriptor, Posix.LOCK_EX | Posix.LOCK_NB) != 0; pauses++) {
        if (pauses == PAUSES) {
          Posix.close(descriptor);
          throw new Broken("cannot lock the directory", directory.toString(),
              "another program has held it for ten seconds: try again");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return new FileLock(descriptor);
    }
  }

  /** Releases the lock; doing it twice is harmless. */
  @Override
  public synchronized void close() {
    if (held) {
      held = false;
      Posix.close(descriptor);
    }
  }
}
