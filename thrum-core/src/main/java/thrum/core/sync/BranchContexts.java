package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Broken;

/**
 * What agents of any worktree and machine have put on the branch: here, and as it was fetched last, by the
 * daemon or by a plain {@code git fetch} (ruling 35). Read from the object database, never checked out.
 */
public record BranchContexts(Path commonDirectory) {

  /**
   * A context on a branch.
   *
   * @param committed by the clock of whoever committed it
   * @param branch as people call it
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Copy(byte[] bytes, Instant committed, String branch) {}

  /** The newer one of the two copies; ours when they are of the same second. */
  public Optional<Copy> newest(String agent) {
    var ours = copy(agent, SyncRepository.BRANCH, "a-sync");
    var theirs = copy(agent, SyncRepository.REMOTE_BRANCH, "origin/a-sync");
    return Stream.of(ours, theirs)
        .flatMap(Optional::stream)
        .reduce((one, other) -> other.committed().isAfter(one.committed()) ? other : one);
  }

  /** Whether the remote branch, as it was fetched or pushed last, has exactly these bytes. */
  public boolean isPublished(String agent, byte[] content) {
    return copy(agent, SyncRepository.REMOTE_BRANCH, "")
        .filter(copy -> Arrays.equals(copy.bytes(), content))
        .isPresent();
  }

  private Optional<Copy> copy(String agent, String reference, String branch) {
    if (!ContextCheckout.takes(agent)) {
      return Optional.empty();
    }
    String path = ContextCheckout.pathOf(agent);
    try (var repository = SyncRepository.open(commonDirectory)) {
      var tip = repository.commit(reference);
      byte[] bytes = tip == null ? null : bytes(repository, tip, path);
      return tip == null || bytes == null ? Optional.empty()
          : Optional.of(new Copy(bytes, new PathHistory(repository.git()).changed(tip, path), branch));
    } catch (IOException e) {
      throw new Broken("cannot read the context on the branch", reference + ":" + path, "", e);
    }
  }

  /** Null when the branch has no such file, or one that no context can be. */
  private static byte @Nullable [] bytes(SyncRepository repository, ObjectId tip, String path)
      throws IOException {
    try (var reader = repository.git().newObjectReader();
        var found = TreeWalk.forPath(reader, path, repository.treeOf(tip))) {
      if (found == null
          || found.getFileMode(0).getObjectType() != FileMode.REGULAR_FILE.getObjectType()) {
        return null;
      }
      var blob = reader.open(found.getObjectId(0));
      return blob.getSize() > BranchPath.LARGEST_CONTEXT ? null
          : blob.getBytes(BranchPath.LARGEST_CONTEXT);
    }
  }
}
