package thrum.core.sync;

import java.io.IOException;
import java.time.InstantSource;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.SyncBranch.Source;
import thrum.protocol.failure.Broken;

/** Brings the branch {@code a-sync} into being, by objects and references only (04 §1.3, rows 1, 2 and 4). */
record BranchCreation(SyncRepository repository, InstantSource clock) {

  static final String ROOT = "Initialize Thrum sync";
  static final String DATA = "Initialize Thrum sync data";

  private static final int ATTEMPTS = 20;

  /**
   * Uses, takes over or creates the branch; of several at the same moment one creates it, the others
   * use it.
   */
  Source ensure() throws IOException {
    if (repository.commit(SyncRepository.BRANCH) != null) {
      return Source.EXISTING;
    }
    var remote = repository.commit(SyncRepository.REMOTE_BRANCH);
    if (remote != null) {
      return takeOver(remote);
    }
    return repository.moveBranch(null, root(), "branch: Created by thrum") ? Source.CREATED : Source.EXISTING;
  }

  private Source takeOver(ObjectId remote) throws IOException {
    if (!repository.moveBranch(null, remote, "branch: Created from origin/a-sync")) {
      return Source.EXISTING;
    }
    repository.setUpstream();
    return Source.REMOTE;
  }

  /**
   * Makes sure that the branch holds {@code events.jsonl}: the first data commit, unless it has one.
   *
   * @return whether this run made it
   */
  boolean ensureData() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var head = repository.commit(SyncRepository.BRANCH);
      if (head == null) {
        throw new Broken("the branch vanished while it was set up", SyncRepository.BRANCH,
            "run 'thrum init' again");
      }
      var data = dataCommit(head);
      if (data == null || repository.moveBranch(head, data, "commit: " + DATA)) {
        return data != null;
      }
    }
    throw new Broken("another program keeps changing or locking the branch", SyncRepository.BRANCH,
        "when no Git command runs, remove refs/heads/a-sync.lock from the Git directory");
  }

  private @Nullable ObjectId dataCommit(ObjectId head) throws IOException {
    try (var reader = repository.git().newObjectReader();
        var inserter = repository.git().newObjectInserter()) {
      var root = TreeEdit.of(reader, repository.treeOf(head));
      if (root.file(CommitWriter.EVENTS).isPresent()) {
        return null;
      }
      root.put(CommitWriter.EVENTS, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[0]));
      var commit = SyncRepository.insertCommit(inserter, root.insert(inserter), head, DATA, clock.instant());
      inserter.flush();
      return commit;
    }
  }

  private ObjectId root() throws IOException {
    try (var inserter = repository.git().newObjectInserter()) {
      var empty = new TreeEdit().insert(inserter);
      var commit = SyncRepository.insertCommit(inserter, empty, null, ROOT, clock.instant());
      inserter.flush();
      return commit;
    }
  }
}
