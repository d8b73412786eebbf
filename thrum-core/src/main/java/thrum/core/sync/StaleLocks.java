package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock files of Git's that a killed process has left on what is Thrum's: Git never removes them, and without
 * that the
 * branch could never move again.
 */
record StaleLocks(Path commonDirectory, InstantSource clock) {

  /** A living process holds them for the time of one small write. */
  private static final Duration OLD = Duration.ofSeconds(10);
  /** A fetch of the user's may hold this one while its hooks run. */
  private static final Duration OLD_OF_A_FETCH = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(StaleLocks.class);

  /** Removes those that nobody can be holding any more. */
  void remove() throws IOException {
    remove(SyncRepository.BRANCH, OLD);
    remove(SyncRepository.REMOTE_BRANCH, OLD_OF_A_FETCH);
    var worktree = new SyncWorktree(commonDirectory);
    if (worktree.exists() && worktree.complaint().isEmpty()) {
      remove(worktree.entry().resolve("index.lock"), OLD);
    }
  }

  /** Removes that of the branch, whose only writer has just begun. */
  void takeOver() throws IOException {
    remove(SyncRepository.BRANCH, Duration.ZERO);
  }

  private void remove(String reference, Duration age) throws IOException {
    remove(commonDirectory.resolve(reference + ".lock"), age);
  }

  private void remove(Path lock, Duration age) throws IOException {
    Instant written;
    try {
      written = Files.getLastModifiedTime(lock).toInstant();
    } catch (NoSuchFileException e) {
      return;
    }
    if (age.isZero() || written.isBefore(clock.instant().minus(age))) {
      LOG.warn("removing {}, which a killed process has left", lock);
      Files.deleteIfExists(lock);
    }
  }
}
