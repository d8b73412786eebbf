package thrum.core.sync;

import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.lock.FileLock;
import thrum.core.sync.remote.Origin;
import thrum.protocol.failure.Broken;

/**
 * One exchange of the log with the remote: fetch, join, commit, push, again when the remote moved meanwhile
 * (04 §2.4). It holds no lock that a request needs. Thread-safe: the locks are.
 */
public final class SyncCycle {

  /**
   * Locks that keep other programs from doing the same (04 §2.2), in the order in which they are taken.
   *
   * @param shared beside the sync worktree
   * @param data beside this machine's files: 0.7 knows this one
   */
  public record Locks(Path shared, Path data) {}

  private static final Logger LOG = LoggerFactory.getLogger(SyncCycle.class);

  private final Locks locks;
  private final Path var;
  private final SyncBranch branch;
  private final Origin origin;
  private final Joining joining;
  private final Committer committer;
  private final PushedUrls pushed;
  private final Pauses pauses;

  /**
   * Made of its parts.
   *
   * @param var directory of this machine's files, for what a repair has to save
   */
  public SyncCycle(Locks locks, Path var, SyncBranch branch, Origin origin, Joining joining,
      Committer committer,
      PushedUrls pushed, Pauses pauses) {
    this.locks = locks;
    this.var = var;
    this.branch = branch;
    this.origin = origin;
    this.joining = joining;
    this.committer = committer;
    this.pushed = pushed;
    this.pauses = pauses;
  }

  /**
   * Runs one cycle; what goes wrong is in the report.
   *
   * @return empty when another program is at it, which is no error
   */
  public Optional<CycleReport> run(Reach reach) {
    return run(reach, () -> {});
  }

  /**
   * The same, with something to be done under its locks before anything is exchanged.
   *
   * @param first does not run when another program is at it, or when the checkout cannot be repaired; must
   * not
   * throw
   */
  public Optional<CycleReport> run(Reach reach, Runnable first) {
    return run(reach, Exchange.History.KEEP, first);
  }

  /**
   * Runs one cycle that leaves the branch with a single commit, here and, as far as it reaches, on the
   * remote;
   * that
   * push is forced unless somebody else has pushed meanwhile (04 §4). When the remote does not take it,
   * nothing
   * is
   * replaced here either.
   *
   * @return empty when another program, or another thread of this one, is at it
   */
  public Optional<CycleReport> replaceHistory(Reach reach) {
    return run(reach, Exchange.History.REPLACE, () -> {});
  }

  private Optional<CycleReport> run(Reach reach, Exchange.History history, Runnable first) {
    try (var shared = new Held(FileLock.tryTake(locks.shared()));
        var data = new Held(shared.held() ? FileLock.tryTake(locks.data()) : Optional.empty())) {
      return data.held() ? Optional.of(locked(reach, history, first)) : Optional.empty();
    }
  }

  private CycleReport locked(Reach reach, Exchange.History history, Runnable first) {
    var exchange = new Exchange(branch, origin, joining, committer, pushed, pauses, history);
    try {
      branch.heal(var).ifPresent(healed -> {
        LOG.warn("Repaired the checkout of the log ({}); copies of its files: {}", healed.complaint(),
            healed.rescue());
        // What is committed comes back, should files have been lost.
        joining.restore(branch.tip());
      });
      first.run();
      return switch (reach) {
        case LOCAL -> exchange.local();
        case REMOTE -> exchange.withRemote();
      };
    } catch (Broken e) {
      return exchange.broken(e);
    }
  }

  /** A lock, or that there is none. */
  private record Held(Optional<FileLock> lock) implements AutoCloseable {

    boolean held() {
      return lock.isPresent();
    }

    @Override
    public void close() {
      lock.ifPresent(FileLock::close);
    }
  }
}
