package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/**
 * The index of the sync worktree. Thrum does not commit from it; it is kept in step with the branch so
 * that {@code git status} there tells the truth.
 */
record WorktreeIndex(Path file, Path worktree) {

  /**
   * Makes the index name exactly what a tree holds. Entries that did not change keep what Git noted
   * about them.
   *
   * @throws IOException it cannot be written, or another program holds its lock
   */
  void follow(ObjectReader reader, ObjectId tree) throws IOException {
    var index = new DirCache(file.toFile(), FS.DETECTED);
    if (!index.lock()) {
      throw new IOException(file + ".lock is held by another program");
    }
    try {
      var old = read();
      var builder = index.builder();
      try (var walk = new TreeWalk(reader)) {
        walk.setRecursive(true);
        walk.addTree(tree);
        while (walk.next()) {
          if (Checkout.safe(walk)) {
            builder.add(entry(old, walk, reader));
          }
        }
      }
      builder.finish();
      index.write();
      if (!index.commit()) {
        throw new IOException("cannot replace " + file);
      }
    } finally {
      index.unlock();
    }
  }

  /** The index as it is; an empty one when it is missing or in a form that JGit cannot read. */
  DirCache read() {
    try {
      return DirCache.read(file.toFile(), FS.DETECTED);
    } catch (IOException e) {
      // It says nothing that the tree does not say; the next writing replaces it.
      return DirCache.newInCore();
    }
  }

  private DirCacheEntry entry(DirCache old, TreeWalk walk, ObjectReader reader) throws IOException {
    var known = old.getEntry(walk.getPathString());
    if (known != null && known.getStage() == DirCacheEntry.STAGE_0
        && known.getObjectId().equals(walk.getObjectId(0))
        && known.getFileMode().equals(walk.getFileMode(0))) {
      return new DirCacheEntry(known);
    }
    var entry = new DirCacheEntry(walk.getRawPath());
    entry.setFileMode(walk.getFileMode(0));
    entry.setObjectId(walk.getObjectId(0));
    if (Checkout.writable(walk)) {
      note(entry, reader);
    } else {
      // Never written to disk, and not to be reported as deleted.
      entry.setAssumeValid(true);
    }
    return entry;
  }

  private void note(DirCacheEntry entry, ObjectReader reader) throws IOException {
    try {
      var path = worktree.resolve(entry.getPathString());
      var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      var size = reader.getObjectSize(entry.getObjectId(), Constants.OBJ_BLOB);
      entry.setLength(size);
      if (size == attributes.size()) {
        entry.setLastModified(attributes.lastModifiedTime().toInstant());
      }
    } catch (NoSuchFileException e) {
      // Git reports it as deleted, which it is.
      entry.setLength(0);
    }
  }
}
