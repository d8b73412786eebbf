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
import thrum.core.git.GitCommand;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/**
 * What agents of any worktree and machine have put on the branch: here, and as it was fetched last, by the
 * daemon or by a plain {@code git fetch} (ruling 35). Read from the object database, never checked out; what
 * a partial clone has left with its remote is fetched.
 *
 * @param git asks the remote
 */
public record BranchContexts(Path commonDirectory, GitCommand git) {

  /**
   * A context on a branch.
   *
   * @param committed by the clock of whoever committed it
   * @param branch as people call it
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Copy(byte[] bytes, Instant committed, String branch) {}

  /**
   * The newer one of the two copies; ours when they are of the same second.
   *
   * @throws Refused a partial clone lacks it and the remote did not send it
   */
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
    try {
      return new MissingObjects(commonDirectory, git).within(repository -> {
        var tip = repository.commit(reference);
        byte[] bytes = tip == null ? null : bytes(repository, tip, path);
        return tip == null || bytes == null ? Optional.empty()
            : Optional.of(new Copy(bytes, new PathHistory(repository.git()).changed(tip, path), branch));
      }, said -> unavailable(agent, said));
    } catch (IOException e) {
      throw new Broken("cannot read the context on the branch", reference + ":" + path, "", e);
    }
  }

  /** Git explains itself in several lines; its first complaint is the reason. */
  private static Refused unavailable(String agent, String said) {
    String reason = said.lines()
        .filter(line -> line.startsWith("fatal: ") || line.startsWith("error: "))
        .findFirst()
        .or(() -> said.lines().findFirst())
        .orElse("Git gives no reason");
    return new Refused(
        "the shared context of " + agent + " is not in this partial clone, and origin did not send"
            + " it (" + reason + "); ask again when 'git ls-remote origin' works");
  }

  /** Null when the branch has no such file, or one that no context can be. */
  private static byte @Nullable [] bytes(SyncRepository repository, ObjectId tip, String path)
      throws IOException {
    try (var reader = repository.git().newObjectReader();
        var found = TreeWalk.forPath(reader, path, repository.treeOf(tip))) {
      if (found == null || !isFile(found.getRawMode(0))) {
        return null;
      }
      var blob = reader.open(found.getObjectId(0));
      return blob.getSize() > BranchPath.LARGEST_CONTEXT ? null
          : blob.getBytes(BranchPath.LARGEST_CONTEXT);
    }
  }

  /** The text of a link is stored as a file's is, but is no context. */
  private static boolean isFile(int mode) {
    return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
  }
}
