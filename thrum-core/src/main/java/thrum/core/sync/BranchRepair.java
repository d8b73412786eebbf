package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import thrum.core.sync.SyncBranch.Healed;
import thrum.core.sync.SyncBranch.Source;
import thrum.protocol.failure.Broken;

/**
 * Puts the branch and its checkout in order: no file of the log is changed or removed, and copies are made
 * first
 * (04 §1.4).
 *
 * @param var directory of this machine's files, for the copies
 */
record BranchRepair(SyncBranch branch, BranchSetup setup, Path var) {

  private static final DateTimeFormatter RESCUE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What was done; empty when all was well. */
  Optional<Healed> run() {
    var worktree = new SyncWorktree(branch.commonDirectory());
    try {
      new StaleLocks(branch.commonDirectory(), branch.clock()).remove();
      var complaint = complaint(worktree);
      if (complaint.isPresent()) {
        return Optional.of(repaired(worktree, complaint.get()));
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

  private Optional<String> complaint(SyncWorktree worktree) {
    if (!worktree.exists()) {
      return Optional.of("it is not there");
    }
    var complaint = worktree.complaint();
    return complaint.isPresent()
        || branch.read(repository -> repository.commit(SyncRepository.BRANCH)) != null
            ? complaint
            : Optional.of("its branch is gone");
  }

  private Healed repaired(SyncWorktree worktree, String complaint) throws IOException {
    var rescue = freeRescue();
    setup.ensureBranch();
    setup.ensureData();
    if (!worktree.exists()) {
      setup.checkOut(Source.EXISTING);
      return new Healed(complaint, rescue);
    }
    if (worktree.complaint().isPresent()) {
      new WorktreeRepair(worktree, rescue).run();
      follow(worktree);
    }
    branch.requireHealthy();
    return new Healed(complaint, rescue);
  }

  private Path freeRescue() {
    String name = "sync-rescue-" + RESCUE.format(branch.clock().instant());
    var rescue = var.resolve(name);
    for (int number = 2; Files.exists(rescue); number++) {
      rescue = var.resolve(name + "-" + number);
    }
    return rescue;
  }

  private void follow(SyncWorktree worktree) throws IOException {
    try (var repository = SyncRepository.open(branch.commonDirectory());
        var reader = repository.git().newObjectReader()) {
      worktree.index().follow(reader, repository.treeOf(branch.tip()));
    }
  }

  /** The user's git knows best what it left out; it touches the configuration of this worktree only. */
  private void complete(SyncWorktree worktree) {
    var answer = branch.git()
        .run(worktree.directory(), "", SyncBranch.LOCAL_LIMIT, List.of("sparse-checkout", "disable"));
    if (!answer.ok()) {
      throw new Broken("cannot make the checkout of the log complete", worktree.directory().toString(),
          answer.err().strip());
    }
  }
}
