package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import thrum.core.file.AtomicFile;
import thrum.core.file.DirectoryListing;
import thrum.core.file.Mode;
import thrum.core.git.GitWorktrees;

/**
 * Makes a damaged checkout of the log a worktree on branch {@code a-sync} again (04 §1.4). What Git keeps
 * about it is
 * written anew; its files stay where they are, and are copied first. Whatever else is in the way is moved,
 * never
 * deleted.
 *
 * @param rescue where copies go; made when it is needed
 */
record WorktreeRepair(SyncWorktree worktree, Path rescue) {

  private static final String DOT_GIT = ".git";
  private static final String OWN_PLACE = "thrum-sync/a-sync/" + DOT_GIT;

  /** Leaves a healthy worktree, except that its index has to follow the branch. */
  void run() throws IOException {
    copyFiles();
    moveAside();
    worktree.describe(entry());
    worktree.point(entry());
  }

  /** Every file of the log and every saved context, wherever the branch has them. */
  private void copyFiles() throws IOException {
    try (var files = Files.walk(worktree.directory(), 2)) {
      for (var file : files.filter(this::worthCopying).toList()) {
        var copy = rescue.resolve(worktree.directory().relativize(file));
        Mode.GROUP_DIRECTORY.createDirectories(parent(copy));
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    if (Files.isDirectory(rescue)) {
      AtomicFile.forceDirectory(rescue);
    }
  }

  private boolean worthCopying(Path file) {
    var path = worktree.directory().relativize(file);
    var name = String.valueOf(path.getFileName());
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && (name.endsWith(".jsonl") || (path.startsWith("context") && name.endsWith(".md")));
  }

  /** A repository that somebody has made in there, for instance. */
  private void moveAside() throws IOException {
    var dotGit = worktree.directory().resolve(DOT_GIT);
    if (Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(dotGit, LinkOption.NOFOLLOW_LINKS)) {
      Mode.GROUP_DIRECTORY.createDirectories(rescue);
      Files.move(dotGit, rescue.resolve("dot-git"));
    }
  }

  /**
   * Git's directory for this worktree: the one that names it, or one of ours that names the place where the
   * repository
   * was before it was moved or copied, or a new one.
   */
  private Path entry() throws IOException {
    var linked = new GitWorktrees(worktree.commonDirectory()).linked();
    var here = worktree.place();
    Optional<Path> naming = linked.stream()
        .filter(entry -> entry.checkout().equals(here))
        .map(GitWorktrees.Linked::entry)
        .findFirst();
    if (naming.isPresent()) {
      return naming.get();
    }
    for (var entry : DirectoryListing.of(worktree.commonDirectory().resolve("worktrees"))) {
      if (wasOurs(entry)) {
        return entry;
      }
    }
    return worktree.freeEntry();
  }

  private static boolean wasOurs(Path entry) {
    try {
      return Files.readString(entry.resolve("gitdir")).strip().endsWith(OWN_PLACE);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static Path parent(Path file) {
    var parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException("no directory holds " + file);
    }
    return parent;
  }
}
