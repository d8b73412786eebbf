package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
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

  private static final Duration FETCH_LIMIT = Duration.ofMinutes(2);
  private static final int FETCHES = 50;

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
    Source source = Source.EXISTING;
    try {
      source = withMissingObjects(repository -> new BranchCreation(repository, clock).ensure());
      withMissingObjects(repository -> new BranchCreation(repository, clock).ensureData());
      return withMissingObjects(prepared(source));
    } catch (IOException | RuntimeException e) {
      takeBack(source, e);
      throw e instanceof RuntimeException known
          ? known
          : new Broken("cannot set up the branch a-sync", commonDirectory.toString(), "", e);
    }
  }

  /** Removes what {@link #prepare} made, unless somebody has moved the branch since. */
  public void undo(Prepared prepared) {
    try (var repository = SyncRepository.open(commonDirectory)) {
      if (prepared.entry() != null) {
        new SyncWorktree(commonDirectory).remove(prepared.entry());
      }
      removeBranch(repository, prepared.source(), ObjectId.fromString(prepared.tip()));
    } catch (IOException e) {
      throw new Broken("cannot take back the branch a-sync", commonDirectory.toString(), "", e);
    }
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

  private Step<Prepared> prepared(Source source) {
    return repository -> {
      var tip = repository.commit(SyncRepository.BRANCH);
      if (tip == null) {
        throw new Broken("the branch vanished while it was set up", SyncRepository.BRANCH,
            "run 'thrum init' again");
      }
      var worktree = new SyncWorktree(commonDirectory);
      if (worktree.exists()) {
        return new Prepared(source, tip.name(), null);
      }
      try (var reader = repository.git().newObjectReader()) {
        var tree = repository.treeOf(tip);
        fetch(new Checkout(reader, tree).missing());
      }
      try (var complete = SyncRepository.open(commonDirectory);
          var reader = complete.git().newObjectReader()) {
        return new Prepared(source, tip.name(), worktree.create(reader, complete.treeOf(tip)));
      }
    };
  }

  private void takeBack(Source source, Exception cause) {
    try (var repository = SyncRepository.open(commonDirectory)) {
      var tip = repository.commit(SyncRepository.BRANCH);
      if (tip != null) {
        removeBranch(repository, source, tip);
      }
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private static void removeBranch(SyncRepository repository, Source source, ObjectId tip)
      throws IOException {
    if (source == Source.EXISTING) {
      return;
    }
    repository.deleteBranch(tip);
    if (source == Source.REMOTE) {
      repository.unsetUpstream();
    }
  }

  private interface Step<R> {
    R run(SyncRepository repository) throws IOException;
  }

  /** Repeats a step that met an object which a partial clone has not fetched yet. */
  private <R> R withMissingObjects(Step<R> step) throws IOException {
    for (int fetches = 0;; fetches++) {
      try (var repository = SyncRepository.open(commonDirectory)) {
        return step.run(repository);
      } catch (MissingObjectException e) {
        if (fetches == FETCHES) {
          throw e;
        }
        fetch(List.of(e.getObjectId()));
      }
    }
  }

  /**
   * Asks the remote for objects by id, the way Git itself completes a partial clone.
   *
   * @throws Broken it did not send them
   */
  public void fetch(List<ObjectId> missing) {
    if (missing.isEmpty()) {
      return;
    }
    var answer = git.run(commonDirectory,
        missing.stream().map(ObjectId::name).collect(Collectors.joining("\n", "", "\n")), FETCH_LIMIT,
        List.of("-c", "fetch.negotiationAlgorithm=noop", "fetch", "origin", "--no-tags",
            "--no-write-fetch-head",
            "--recurse-submodules=no", "--filter=blob:none", "--stdin"));
    if (!answer.ok()) {
      throw new Broken("the log on branch a-sync is not complete in this partial clone",
          "origin did not send the rest", answer.err().strip());
    }
  }
}
