package thrum.core.sync;

import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Counts lines of the log by the objects that hold them. Reads each file that changed, twice. */
record LineCount(SyncRepository repository) {

  private static final int BUFFER = 64 << 10;
  private static final String SUFFIX = ".jsonl";

  long added(CycleReport.Push push) throws IOException {
    try (var reader = repository.git().newObjectReader(); var walk = new TreeWalk(reader)) {
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      if (push.from() == null) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        walk.addTree(repository.treeOf(ObjectId.fromString(push.from())));
      }
      walk.addTree(repository.treeOf(ObjectId.fromString(push.to())));
      long added = 0;
      while (walk.next()) {
        if (walk.getPathString().endsWith(SUFFIX)) {
          added += Math.max(0, lines(reader, walk.getObjectId(1)) - lines(reader, walk.getObjectId(0)));
        }
      }
      return added;
    }
  }

  private static long lines(ObjectReader reader, ObjectId blob) throws IOException {
    if (blob.equals(ObjectId.zeroId())) {
      return 0;
    }
    try (var in = reader.open(blob).openStream()) {
      var buffer = new byte[BUFFER];
      long lines = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int at = 0; at < count; at++) {
          lines += buffer[at] == '\n' ? 1 : 0;
        }
      }
      return lines;
    } catch (MissingObjectException notFetched) {
      return 0;
    }
  }
}
