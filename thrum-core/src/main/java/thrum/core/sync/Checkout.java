package thrum.core.sync;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.SystemReader;
import thrum.core.file.Mode;

/**
 * Writes the files of a tree into an empty directory. The tree may come from another machine: links,
 * submodules and names that lead out of the directory are left out.
 */
record Checkout(ObjectReader reader, ObjectId tree) {

  /** What the tree names and the object database lacks: a partial clone left it with the remote. */
  List<ObjectId> missing() throws IOException {
    var missing = new ArrayList<ObjectId>();
    try (var walk = walk()) {
      while (walk.next()) {
        if (writable(walk) && !reader.has(walk.getObjectId(0))) {
          missing.add(walk.getObjectId(0));
        }
      }
    }
    return missing;
  }

  void writeTo(Path directory) throws IOException {
    try (var walk = walk()) {
      while (walk.next()) {
        if (writable(walk)) {
          write(walk.getObjectId(0), directory.resolve(walk.getPathString()));
        }
      }
    }
  }

  private void write(ObjectId blob, Path file) throws IOException {
    var parent = file.getParent();
    if (parent != null) {
      Mode.GROUP_DIRECTORY.createDirectories(parent);
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Mode.OWNER_FILE.applyTo(file);
      reader.open(blob).copyTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
  }

  private TreeWalk walk() throws IOException {
    var walk = new TreeWalk(reader);
    walk.setRecursive(true);
    walk.addTree(tree);
    return walk;
  }

  /** Whether an entry is a plain file with a name that stays inside the directory. */
  static boolean writable(TreeWalk walk) {
    var mode = walk.getFileMode(0);
    return (FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode)) && safe(walk);
  }

  /** Whether Git would take the name into an index on this platform. */
  static boolean safe(TreeWalk walk) {
    try {
      SystemReader.getInstance().checkPath(walk.getPathString());
      return true;
    } catch (CorruptObjectException e) {
      return false;
    }
  }
}
