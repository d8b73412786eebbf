package thrum.core.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.protocol.failure.Broken;

/**
 * Commits the log to its branch some time after it grew: once for a burst of changes, not at all when
 * nothing is new. What is acknowledged is in the files already, so a commit may fail and be tried
 * again.
 */
public final class Committer implements AutoCloseable {

  /**
   * How changes and commits are spaced.
   *
   * @param quiet how long nothing must change before a commit
   * @param longest how long a change waits at most while others keep coming
   * @param retry how long to wait after a failure
   */
  public record Pace(Duration quiet, Duration longest, Duration retry) {

    public static final Pace USUAL =
        new Pace(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private final CommitWriter writer;
  private final Supplier<Map<Path, Long>> lengths;
  private final InstantSource clock;
  private final Later later;
  private final Pace pace;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** One commit at a time; never held while the journal calls {@link #changed}. */
  private final Object committing = new Object();
  private final Object state = new Object();
  private @Nullable Instant firstChange;
  private @Nullable Instant lastChange;
  private @Nullable String failure;
  private boolean closed;

  /**
   * @param commonDirectory the repository; its sync worktree must exist
   * @param lengths committed bytes of each file of the log, by path relative to the sync worktree
   */
  public Committer(Path commonDirectory, Supplier<Map<Path, Long>> lengths, InstantSource clock, Later later,
      Pace pace) {
    this.writer = new CommitWriter(commonDirectory);
    this.lengths = lengths;
    this.clock = clock;
    this.later = later;
    this.pace = pace;
  }

  /** Tells of each commit that was made in the background, on its thread: return at once, and never throw. */
  public void onCommit(Runnable listener) {
    listeners.add(listener);
  }

  /** Says that the log changed. Returns at once; safe on any thread. */
  public void changed() {
    synchronized (state) {
      lastChange = clock.instant();
      if (firstChange == null && !closed) {
        firstChange = lastChange;
        schedule(pace.quiet());
      }
    }
  }

  /**
   * Commits now what is new.
   *
   * @return the commit's id in hexadecimal; empty when nothing was new
   * @throws Broken Git cannot store it
   */
  public Optional<String> commitNow() {
    synchronized (committing) {
      synchronized (state) {
        // Changes from here on count as new: the lengths are asked for afterwards.
        firstChange = null;
      }
      return writer.commit(lengths.get(), clock.instant()).map(id -> id.name());
    }
  }

  /**
   * Puts what an agent has saved on the branch, in a commit of its own. Only within a cycle, whose locks keep
   * the files of the checkout from being joined with others meanwhile.
   *
   * @return whether there is a commit; false when the branch has these bytes already
   * @throws Broken it cannot be written or committed
   */
  public boolean commitContext(String agent, byte[] content) {
    synchronized (committing) {
      return writer.commitContext(agent, content, clock.instant()).isPresent();
    }
  }

  /**
   * Puts the branch on top of a remote commit, unless that is part of its history already. The files are not
   * touched:
   * they must hold everything that the remote commit does, and what they hold beyond it is for the next
   * commit.
   *
   * @throws Broken Git cannot move the branch; it is as it was
   */
  public void follow(ObjectId remote) {
    synchronized (committing) {
      writer.follow(remote);
    }
  }

  /**
   * Commits now what is new, then all of it once more without any history. The branch is not moved there;
   * {@link #follow} does that.
   *
   * @throws Broken Git cannot store it
   */
  ObjectId root() {
    synchronized (committing) {
      commitNow();
      return writer.root(clock.instant());
    }
  }

  /** Why the latest commit in the background failed; empty when it did not. */
  public Optional<String> failure() {
    synchronized (state) {
      return Optional.ofNullable(failure);
    }
  }

  /**
   * Commits what is left and schedules nothing more.
   *
   * @throws Broken Git cannot store it; the lines are in the files all the same
   */
  @Override
  public void close() {
    synchronized (state) {
      if (closed) {
        return;
      }
      closed = true;
    }
    commitNow();
  }

  private void onTimer() {
    Duration remaining;
    synchronized (state) {
      if (closed || firstChange == null || lastChange == null) {
        return;
      }
      remaining = remaining(firstChange, lastChange, clock.instant());
      if (remaining.isPositive()) {
        schedule(remaining);
        return;
      }
    }
    commitInBackground();
  }

  private Duration remaining(Instant first, Instant last, Instant now) {
    var untilQuiet = Duration.between(now, last.plus(pace.quiet()));
    var untilLongest = Duration.between(now, first.plus(pace.longest()));
    var least = untilQuiet.compareTo(untilLongest) < 0 ? untilQuiet : untilLongest;
    // A clock that was set back must not put the commit off for as long.
    return least.compareTo(pace.quiet()) > 0 ? Duration.ZERO : least;
  }

  private void commitInBackground() {
    String problem = null;
    try {
      commitNow().ifPresent(_ -> listeners.forEach(Runnable::run));
    } catch (RuntimeException e) {
      problem = String.valueOf(e.getMessage());
      LOG.warn("The log is not committed yet, next attempt in {} s: {}", pace.retry().toSeconds(), problem);
      LOG.debug("The commit failed", e);
    }
    synchronized (state) {
      failure = problem;
      if (problem != null && firstChange == null && !closed) {
        firstChange = clock.instant();
        lastChange = firstChange;
        schedule(pace.retry());
      }
    }
  }

  private void schedule(Duration delay) {
    try {
      later.after(delay, this::onTimer);
    } catch (RejectedExecutionException e) {
      LOG.debug("No commit is scheduled any more: {}", e.getMessage());
    }
  }
}
