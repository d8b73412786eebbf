package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.git.GitCommand;
import thrum.protocol.failure.Broken;

/**
 * The branch {@code a-sync} and its checkout in the Git directory (04 §1.3, §1.4). The user's index,
 * working tree, HEAD and other references are never touched.
 *
 * @param commonDirectory Git directory that all worktrees share
 * @param git fetches what a partial clone left with its remote; used for nothing else
 */
public record SyncBranch(Path commonDirectory, InstantSource clock, GitCommand git) {

  private static final Logger LOG = LoggerFactory.getLogger(SyncBranch.class);
  /** For what Git does here, without its remote. */
  static final Duration LOCAL_LIMIT = Duration.ofMinutes(2);

  /** Where the branch came from. */
  public enum Source {
    /** It was there. */
    EXISTING,
    /** A clone or fetch had brought it; the local branch follows the remote one now. */
    REMOTE,
    /** This run made it. */
    CREATED
  }

  /**
   * What {@link #prepare} did.
   *
   * @param entry administrative directory of the worktree; null when the worktree existed
   */
  public record Prepared(Source source, String tip, @Nullable Path entry) {}

  /** Where the checkout is. */
  public Path worktree() {
    return new SyncWorktree(commonDirectory).directory();
  }

  /**
   * Makes sure that the branch exists, holds {@code events.jsonl} and is checked out; repeating it
   * changes nothing. Several processes must not do this at the same time.
   *
   * @throws Broken Git cannot store it (what this call made is gone again), or there is a worktree that
   * is not healthy (which is left as it is)
   */
  public Prepared prepare() {
    requireHealthy();
    return setup().run();
  }

  /** Removes what {@link #prepare} made, unless somebody has moved the branch since. */
  public void undo(Prepared prepared) {
    setup().undo(prepared);
  }

  /**
   * Whether the checkout can be worked in. A missing one passes.
   *
   * @throws Broken a line that says what is wrong; nothing is repaired or deleted (ruling 76)
   */
  public void requireHealthy() {
    var worktree = new SyncWorktree(commonDirectory);
    if (worktree.exists()) {
      worktree.complaint().ifPresent(complaint -> {
        throw new Broken("the checkout of the log is damaged", worktree.directory() + ": " + complaint,
            "nothing was changed. Was the repository moved or copied? Then run 'git worktree repair "
                + worktree.directory() + "'. Otherwise stop the daemon, move that directory to a safe place"
                + " (it may hold lines that are nowhere else) and run 'thrum init'");
      });
    }
  }

  /** Whether the branch is here, or was fetched; the remote is not asked. */
  public boolean known() {
    return read(repository -> repository.commit(SyncRepository.BRANCH) != null
        || repository.commit(SyncRepository.REMOTE_BRANCH) != null);
  }

  /**
   * The commit that the local branch is at.
   *
   * @throws Broken the branch is gone, or Git cannot be read
   */
  public ObjectId tip() {
    return read(repository -> {
      var tip = repository.commit(SyncRepository.BRANCH);
      if (tip == null) {
        throw new Broken("the branch of the log is gone", SyncRepository.BRANCH, "run 'thrum init'");
      }
      return tip;
    });
  }

  /** The commit of the remote branch as it was fetched last; null when it never was. */
  @Nullable
  ObjectId remoteTip() {
    return read(repository -> repository.commit(SyncRepository.REMOTE_BRANCH));
  }

  /** Notes that the remote branch is at this commit now, and that ours follows it. */
  void published(ObjectId commit) {
    read(repository -> {
      repository.track(commit);
      if (!repository.hasUpstream()) {
        repository.setUpstream();
      }
      return true;
    });
  }

  /** Commits of the local branch. */
  public int commits() {
    return read(repository -> repository.commitsSince(null, tip()));
  }

  /** Lets Git forget which commits the branch was at before, here and on the remote. */
  void forgetEarlierCommits() {
    forget(commonDirectory, SyncRepository.BRANCH);
    forget(commonDirectory, SyncRepository.REMOTE_BRANCH);
    forget(worktree(), "HEAD");
  }

  private void forget(Path place, String reference) {
    var answer = git.run(place, "", LOCAL_LIMIT,
        List.of("reflog", "expire", "--expire=now", "--expire-unreachable=now", reference));
    if (!answer.ok()) {
      LOG.debug("{} keeps its reflog, if it has one: {}", reference, answer.err());
    }
  }

  /**
   * Commits of the local branch that the remote one, as it was fetched last, does not have; all of them when
   * the
   * remote has no such branch.
   */
  public int unpublishedCommits(Compared compared) {
    return read(repository -> {
      var tip = repository.commit(SyncRepository.BRANCH);
      var remote = compared == Compared.WITH_NOTHING ? null : repository.commit(SyncRepository.REMOTE_BRANCH);
      return tip == null ? 0 : repository.commitsSince(remote, tip);
    });
  }

  /** What the local branch is compared with. */
  public enum Compared {
    /** With what was fetched last. */
    WITH_REMOTE,
    /** The remote has nothing. */
    WITH_NOTHING
  }

  /** Lines of the log that a push has published. */
  public long linesIn(CycleReport.Push push) {
    return read(repository -> new LineCount(repository).added(push));
  }

  <R extends @Nullable Object> R read(MissingObjects.Step<R> step) {
    try (var repository = SyncRepository.open(commonDirectory)) {
      return step.run(repository);
    } catch (IOException e) {
      throw new Broken("cannot read the branch of the log", commonDirectory.toString(), "", e);
    }
  }

  /**
   * What {@link #heal} has repaired.
   *
   * @param complaint what was wrong
   * @param rescue where copies of the files are
   */
  public record Healed(String complaint, Path rescue) {}

  /**
   * Puts the branch and its checkout in order, if they are not: no file of the log is changed or removed, and
   * copies
   * are made first (04 §1.4). Who heals joins the tip of the branch afterwards, in case that files were lost.
   *
   * @param var directory of this machine's files, for the copies
   * @return what was done; empty when all was well
   * @throws Broken it cannot be repaired
   */
  public Optional<Healed> heal(Path var) {
    return new BranchRepair(this, setup(), var).run();
  }

  /**
   * Clears away what a killed daemon has left on the branch. Only who holds the daemon's locks may call it.
   *
   * @throws Broken it cannot be removed
   */
  public void takeOver() {
    try {
      new StaleLocks(commonDirectory, clock).takeOver();
    } catch (IOException e) {
      throw new Broken("cannot remove the lock of the branch", commonDirectory.toString(), "", e);
    }
  }

  /**
   * Asks the remote for objects by id, the way Git itself completes a partial clone.
   *
   * @throws Broken it did not send them
   */
  public void fetch(List<ObjectId> missing) {
    objects().fetch(missing);
  }

  private BranchSetup setup() {
    return new BranchSetup(commonDirectory, clock, objects());
  }

  private MissingObjects objects() {
    return new MissingObjects(commonDirectory, git);
  }
}
