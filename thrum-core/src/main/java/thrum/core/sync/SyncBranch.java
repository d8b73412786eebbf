package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.git.GitCommand;
import thrum.core.git.GitWorktrees;
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
  private static final Duration FETCH_LIMIT = Duration.ofMinutes(2);
  private static final int FETCHES = 50;
  private static final DateTimeFormatter RESCUE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

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
    var answer = git.run(place, "", FETCH_LIMIT,
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

  private <R extends @Nullable Object> R read(Step<R> step) {
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
    var worktree = new SyncWorktree(commonDirectory);
    try {
      new StaleLocks(commonDirectory, clock).remove();
      var complaint = complaint(worktree);
      if (complaint.isPresent()) {
        return Optional.of(repaired(worktree, complaint.get(), var));
      }
      worktree.lock();
      if (worktree.sparse()) {
        complete(worktree);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new Broken("cannot repair the checkout of the log", worktree.directory().toString(),
          "nothing of it was deleted; look at that directory", e);
    }
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

  private Optional<String> complaint(SyncWorktree worktree) {
    if (!worktree.exists()) {
      return Optional.of("it is not there");
    }
    var complaint = worktree.complaint();
    return complaint.isPresent() || read(repository -> repository.commit(SyncRepository.BRANCH)) != null
        ? complaint
        : Optional.of("its branch is gone");
  }

  private Healed repaired(SyncWorktree worktree, String complaint, Path var) throws IOException {
    var rescue = var.resolve("sync-rescue-" + RESCUE.format(clock.instant()));
    for (int number = 2; Files.exists(rescue); number++) {
      rescue = var.resolve("sync-rescue-" + RESCUE.format(clock.instant()) + "-" + number);
    }
    withMissingObjects(repository -> new BranchCreation(repository, clock).ensure());
    withMissingObjects(repository -> new BranchCreation(repository, clock).ensureData());
    if (!worktree.exists()) {
      withMissingObjects(prepared(Source.EXISTING));
      return new Healed(complaint, rescue);
    }
    if (worktree.complaint().isPresent()) {
      new WorktreeRepair(worktree, rescue).run();
      follow(worktree);
    }
    requireHealthy();
    return new Healed(complaint, rescue);
  }

  private void follow(SyncWorktree worktree) throws IOException {
    try (var repository = SyncRepository.open(commonDirectory);
        var reader = repository.git().newObjectReader()) {
      worktree.index().follow(reader, repository.treeOf(tip()));
    }
  }

  /** The user's git knows best what it left out; it touches the configuration of this worktree only. */
  private void complete(SyncWorktree worktree) {
    var answer = git.run(worktree.directory(), "", FETCH_LIMIT, List.of("sparse-checkout", "disable"));
    if (!answer.ok()) {
      throw new Broken("cannot make the checkout of the log complete", worktree.directory().toString(),
          answer.err().strip());
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

  private interface Step<R extends @Nullable Object> {
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
    var place = new GitWorktrees(commonDirectory).main().orElse(commonDirectory);
    var answer = git.run(place,
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
