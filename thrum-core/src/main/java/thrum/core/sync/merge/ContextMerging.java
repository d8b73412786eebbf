package thrum.core.sync.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.BranchPath;
import thrum.core.sync.ContextCheckout;
import thrum.core.sync.merge.RemoteTree.RemoteFile;

/**
 * Brings the context files of a remote commit into the worktree (04 §2.5, last paragraph). A file that only
 * one side
 * changed is taken from there; of two changed ones the later stays and the other is kept beside it.
 */
record ContextMerging(Path worktree, RemoteBlobs blobs, ContextHistory history) {

  private static final int HEX_DIGITS = 8;
  private static final int LONGEST_NAME = 255;

  /** Our copy of a file. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  private record Ours(byte[] bytes, ObjectId id, Instant modified) {}

  /** Returns how many files were too large to be taken. */
  int run(RemoteTree tree) throws IOException {
    int tooLarge = 0;
    for (RemoteFile file : tree.contexts()) {
      if (blobs.size(file.blob()) > BranchPath.LARGEST_CONTEXT) {
        tooLarge++;
      } else {
        merge(file);
      }
    }
    return tooLarge;
  }

  private void merge(RemoteFile file) throws IOException {
    Path path = worktree.resolve(file.path());
    Ours ours = ours(path);
    if (ours == null) {
      ContextCheckout.write(path, theirs(file));
    } else if (!ours.id().equals(file.blob())) {
      Optional<ObjectId> base = history.base(file.path());
      if (base.filter(ours.id()::equals).isPresent()) {
        ContextCheckout.write(path, theirs(file));
      } else if (base.filter(file.blob()::equals).isEmpty()) {
        settle(file, path, ours);
      }
    }
  }

  /** Both sides changed it. */
  private void settle(RemoteFile file, Path path, Ours ours) throws IOException {
    if (isOursLater(file, ours)) {
      ContextCheckout.write(besides(path, file.blob()), theirs(file));
    } else {
      ContextCheckout.write(besides(path, ours.id()), ours.bytes());
      ContextCheckout.write(path, theirs(file));
    }
  }

  private boolean isOursLater(RemoteFile file, Ours ours) throws IOException {
    boolean committed = history.committedHere(file.path()).filter(ours.id()::equals).isPresent();
    ObjectId tip = history.ours();
    Instant here = committed && tip != null ? history.changed(tip, file.path()) : ours.modified();
    int byTime = here.compareTo(history.changed(history.theirs(), file.path()));
    return byTime != 0 ? byTime > 0 : ours.id().compareTo(file.blob()) > 0;
  }

  private byte[] theirs(RemoteFile file) throws IOException {
    return blobs.bytes(file.blob(), BranchPath.LARGEST_CONTEXT);
  }

  /** Null when there is no such file; a link or a directory in its place fails when it is written. */
  private @Nullable Ours ours(Path path) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || isLink(directory(path))) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(path);
    try (var ids = new ObjectInserter.Formatter()) {
      return new Ours(bytes, ids.idFor(Constants.OBJ_BLOB, bytes),
          Files.getLastModifiedTime(path).toInstant());
    }
  }

  private static boolean isLink(Path directory) {
    return Files.isSymbolicLink(directory);
  }

  private static Path directory(Path path) {
    return path.resolveSibling(".").normalize();
  }

  private static Path besides(Path path, ObjectId loser) {
    String name = String.valueOf(path.getFileName());
    String agent = name.substring(0, name.length() - ".md".length());
    String ending = ".conflict-" + loser.name().substring(0, HEX_DIGITS) + ".md";
    String beginning = agent.substring(0, Math.min(agent.length(), LONGEST_NAME - ending.length()));
    return path.resolveSibling(beginning + ending);
  }
}
