package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock files of Git's that a killed process has left on what is Thrum's: Git never removes them, and without
 * that the
 * branch could never move again. An age alone proves little, since a machine sleeps and clocks jump: each is
 * also
 * watched for a moment, in which a living process would go on.
 */
record StaleLocks(Path commonDirectory, InstantSource clock) {

  /** A living process holds them for the time of one small write. */
  private static final Duration OLD = Duration.ofSeconds(10);
  /** A fetch of the user's may hold this one while its hooks run. */
  private static final Duration OLD_OF_A_FETCH = Duration.ofMinutes(2);
  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(20);

  private static final Logger LOG = LoggerFactory.getLogger(StaleLocks.class);

  /** A lock as it was found. */
  private record Lock(Path file, @Nullable Object key, FileTime written) {

    static Optional<Lock> at(Path file) throws IOException {
      try {
        var facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Optional.of(new Lock(file, facts.fileKey(), facts.lastModifiedTime()));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }

    boolean stands() throws IOException {
      return at(file).filter(this::equals).isPresent();
    }
  }

  /** Removes those that nobody can be holding any more. */
  void remove() throws IOException {
    var found = new ArrayList<Lock>();
    old(of(SyncRepository.BRANCH), OLD).ifPresent(found::add);
    old(of(SyncRepository.REMOTE_BRANCH), OLD_OF_A_FETCH).ifPresent(found::add);
    var worktree = new SyncWorktree(commonDirectory);
    if (worktree.exists() && worktree.complaint().isEmpty()) {
      old(worktree.entry().resolve("index.lock"), OLD).ifPresent(found::add);
    }
    removeUnmoved(found);
  }

  /** Removes that of the branch, whose only writer has just begun. */
  void takeOver() throws IOException {
    removeUnmoved(Lock.at(of(SyncRepository.BRANCH)).stream().toList());
  }

  private Path of(String reference) {
    return commonDirectory.resolve(reference + ".lock");
  }

  private Optional<Lock> old(Path file, Duration age) throws IOException {
    return Lock.at(file).filter(lock -> lock.written().toInstant().isBefore(clock.instant().minus(age)));
  }

  private static void removeUnmoved(List<Lock> locks) throws IOException {
    var left = new ArrayList<>(locks);
    long end = System.nanoTime() + WATCH.toNanos();
    while (!left.isEmpty() && end - System.nanoTime() > 0) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(LOOK.toNanos());
      for (Lock lock : List.copyOf(left)) {
        if (!lock.stands()) {
          left.remove(lock);
        }
      }
    }
    for (Lock lock : left) {
      LOG.warn("removing {}, which a killed process has left", lock.file());
      Files.deleteIfExists(lock.file());
    }
  }
}
