package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;

/**
 * The context files in the checkout of the branch (04 §2.9).
 *
 * @param worktree the checkout
 */
public record ContextCheckout(Path worktree) {

  private static final String SUFFIX = ".md";

  /** Whether the branch can hold the context of an agent of this name. */
  public static boolean takes(String agent) {
    return BranchPath.isContext(agent + SUFFIX);
  }

  /** The path of an agent's file on the branch. */
  static String pathOf(String agent) {
    return BranchPath.CONTEXT + "/" + agent + SUFFIX;
  }

  /** Puts a file into the checkout; nothing is written through a link. */
  public static void write(Path path, byte[] bytes) throws IOException {
    Path directory = path.resolveSibling(".").normalize();
    if (Files.isSymbolicLink(directory)) {
      throw new IOException(directory + " is a link; remove it");
    }
    Mode.GROUP_DIRECTORY.createDirectory(directory);
    new AtomicFile(path, Mode.OWNER_FILE).write(bytes);
  }

  Path file(String agent) {
    return worktree.resolve(BranchPath.CONTEXT).resolve(agent + SUFFIX);
  }

  static String agentOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** The files that belong on the branch, by name. */
  List<Path> files() throws IOException {
    var directory = worktree.resolve(BranchPath.CONTEXT);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.filter(ContextCheckout::belongsThere).sorted().toList();
    }
  }

  private static boolean belongsThere(Path file) {
    return BranchPath.isContext(String.valueOf(file.getFileName()))
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && file.toFile().length() <= BranchPath.LARGEST_CONTEXT;
  }

  /** The tree with that file as it is in the checkout. */
  ObjectId tree(Path file, ObjectReader reader, ObjectInserter inserter, ObjectId before)
      throws IOException {
    var root = TreeEdit.of(reader, before);
    var contexts = TreeEdit.of(reader, root.directory(BranchPath.CONTEXT).orElse(null));
    var name = String.valueOf(file.getFileName());
    var blob = inserter.insert(Constants.OBJ_BLOB, Files.readAllBytes(file));
    if (contexts.file(name).filter(blob::equals).isPresent()) {
      return before;
    }
    contexts.put(name, FileMode.REGULAR_FILE, blob);
    root.put(BranchPath.CONTEXT, FileMode.TREE, contexts.insert(inserter));
    return root.insert(inserter);
  }
}
