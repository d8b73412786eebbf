package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.eclipse.jgit.lib.ObjectId;
import thrum.core.sync.SyncBranch.Prepared;
import thrum.core.sync.SyncBranch.Source;
import thrum.protocol.failure.Broken;

/** Makes the branch and its checkout, as far as they are not there (04 §1.3, §1.4). */
record BranchSetup(Path commonDirectory, InstantSource clock, MissingObjects objects) {

  /** @throws Broken Git cannot store it; what this call made is gone again */
  Prepared run() {
    Source source = Source.EXISTING;
    try {
      source = ensureBranch();
      ensureData();
      return checkOut(source);
    } catch (IOException | RuntimeException e) {
      takeBack(source, e);
      throw e instanceof RuntimeException known
          ? known
          : new Broken("cannot set up the branch a-sync", commonDirectory.toString(), "", e);
    }
  }

  Source ensureBranch() throws IOException {
    return objects.within(repository -> new BranchCreation(repository, clock).ensure());
  }

  /** The branch holds the file that every log has. */
  void ensureData() throws IOException {
    objects.within(repository -> new BranchCreation(repository, clock).ensureData());
  }

  /** Makes the worktree, if there is none. */
  Prepared checkOut(Source source) throws IOException {
    return objects.within(repository -> checkedOut(source, repository));
  }

  /** Removes what {@link #run} made, unless somebody has moved the branch since. */
  void undo(Prepared prepared) {
    try (var repository = SyncRepository.open(commonDirectory)) {
      if (prepared.entry() != null) {
        new SyncWorktree(commonDirectory).remove(prepared.entry());
      }
      removeBranch(repository, prepared.source(), ObjectId.fromString(prepared.tip()));
    } catch (IOException e) {
      throw new Broken("cannot take back the branch a-sync", commonDirectory.toString(), "", e);
    }
  }

  private Prepared checkedOut(Source source, SyncRepository repository) throws IOException {
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
      objects.fetch(new Checkout(reader, repository.treeOf(tip)).missing());
    }
    // Opened anew, to see what was fetched.
    try (var complete = SyncRepository.open(commonDirectory);
        var reader = complete.git().newObjectReader()) {
      return new Prepared(source, tip.name(), worktree.create(reader, complete.treeOf(tip)));
    }
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
}
