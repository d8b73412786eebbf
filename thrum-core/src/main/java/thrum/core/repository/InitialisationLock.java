package thrum.core.repository;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import thrum.core.file.FileFailure;

/**
 * Lets one process at a time set a repository up. The file is removed again at the end, so that a run
 * that fails leaves nothing behind; who waited for it meanwhile notices that its file is gone and takes
 * the new one.
 */
public final class InitialisationLock implements AutoCloseable {

  private static final String NAME = "thrum-init.lock";
  /** Operating systems lock files per process: threads of one process need a lock of their own. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path file;
  private final FileChannel channel;

  private InitialisationLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Waits until no other process sets this repository up. */
  public static InitialisationLock take(Path commonDirectory) {
    var file = commonDirectory.resolve(NAME);
    IN_PROCESS.lock();
    try {
      for (;;) {
        var lock = attempt(file);
        if (lock != null) {
          return lock;
        }
      }
    } catch (IOException e) {
      IN_PROCESS.unlock();
      throw FileFailure.of("cannot write in the Git directory", file, e);
    }
  }

  private static @Nullable InitialisationLock attempt(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var before = key(file);
      FileLock lock = channel.lock();
      if (lock.isValid() && before != null && Objects.equals(before, key(file))) {
        return new InitialisationLock(file, channel);
      }
      channel.close();
      return null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Which file has the name at this moment; null when none has. */
  private static @Nullable Object key(Path file) throws IOException {
    try {
      var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      throw FileFailure.of("cannot remove the lock of this set-up", file, e);
    } finally {
      IN_PROCESS.unlock();
    }
  }
}
