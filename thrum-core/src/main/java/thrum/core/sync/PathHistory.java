package thrum.core.sync;

import java.io.IOException;
import java.time.Instant;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** What the commits of a branch say about one file. */
public record PathHistory(Repository git) {

  /** When the file last changed there, by the committer's clock; long ago when it never did. */
  public Instant changed(ObjectId tip, String path) throws IOException {
    try (var walk = new RevWalk(git)) {
      walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
      walk.markStart(walk.parseCommit(tip));
      RevCommit last = walk.next();
      return last == null ? Instant.EPOCH : Instant.ofEpochSecond(last.getCommitTime());
    }
  }
}
