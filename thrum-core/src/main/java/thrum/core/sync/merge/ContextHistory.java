package thrum.core.sync.merge;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.PathHistory;

/**
 * What the histories of both sides say about a file. Asked only for a file on which they disagree.
 *
 * @param ours null when there is no branch here
 */
record ContextHistory(Repository git, @Nullable ObjectId ours, ObjectId theirs) {

  /** The file's blob in the last commit that both sides have; empty when there is no such commit or file. */
  Optional<ObjectId> base(String path) throws IOException {
    if (ours == null) {
      return Optional.empty();
    }
    try (var walk = new RevWalk(git)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(ours));
      walk.markStart(walk.parseCommit(theirs));
      RevCommit base = walk.next();
      return base == null ? Optional.empty() : blob(walk.parseCommit(base), path);
    }
  }

  /** The file's blob in our last commit. */
  Optional<ObjectId> committedHere(String path) throws IOException {
    if (ours == null) {
      return Optional.empty();
    }
    try (var walk = new RevWalk(git)) {
      return blob(walk.parseCommit(ours), path);
    }
  }

  /** When the file last changed on a side, by the committer's clock. */
  Instant changed(ObjectId tip, String path) throws IOException {
    return new PathHistory(git).changed(tip, path);
  }

  private Optional<ObjectId> blob(RevCommit commit, String path) throws IOException {
    try (var found = TreeWalk.forPath(git, path, commit.getTree())) {
      return found == null ? Optional.empty() : Optional.of(found.getObjectId(0));
    }
  }
}
