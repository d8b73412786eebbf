package thrum.core.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;
import thrum.core.git.GitConfig;
import thrum.core.git.GitLocation;
import thrum.core.git.GitWorktrees;

/**
 * The checkout of branch {@code a-sync} inside the Git directory: a linked worktree as Git itself would
 * make it, locked so that {@code git worktree prune} spares it, complete rather than sparse (04 §1.4).
 */
record SyncWorktree(Path commonDirectory) {

  static final String HEAD = "ref: " + SyncRepository.BRANCH;
  private static final String REASON = "thrum";

  Path directory() {
    return commonDirectory.resolve("thrum-sync").resolve("a-sync");
  }

  boolean exists() {
    return Files.exists(directory());
  }

  /** What is wrong with an existing worktree; empty when it is healthy. */
  Optional<String> complaint() {
    var dotGit = directory().resolve(".git");
    if (!Files.isRegularFile(dotGit)) {
      return Optional.of("it has no .git file");
    }
    var entry = GitLocation.pointedTo(dotGit).map(GitLocation::resolved);
    if (entry.isEmpty() || !Files.isDirectory(entry.get())) {
      return Optional.of("its .git file leads nowhere");
    }
    var here = place();
    var listed = new GitWorktrees(commonDirectory).linked()
        .stream()
        .anyMatch(linked -> linked.entry().equals(entry.get()) && linked.checkout().equals(here));
    if (!listed) {
      return Optional.of("Git does not list it among the worktrees of this repository");
    }
    return HEAD.equals(head(entry.get())) ? Optional.empty() : Optional.of("it is not on branch a-sync");
  }

  private static String head(Path entry) {
    try {
      return Files.readString(entry.resolve("HEAD")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Git's administrative directory of the existing worktree. */
  Path entry() {
    return GitLocation.pointedTo(directory().resolve(".git"))
        .map(GitLocation::resolved)
        .orElseThrow(() -> new IllegalStateException("no linked worktree: " + directory()));
  }

  WorktreeIndex index() {
    return new WorktreeIndex(entry().resolve("index"), directory());
  }

  /**
   * Makes the worktree with the files of a tree. It appears under its name complete, as the last step.
   *
   * @return the administrative directory
   */
  Path create(ObjectReader reader, ObjectId tree) throws IOException {
    removeOwnLeftOvers();
    Mode.GROUP_DIRECTORY.createDirectories(parent());
    var entry = freeEntry();
    try {
      describe(entry);
      fillDraft(entry, reader, tree);
      Files.move(draft(), directory(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      discard(entry, e);
      throw e;
    }
    AtomicFile.forceDirectory(parent());
    return entry;
  }

  /** Writes what Git keeps about this worktree; whatever else the entry holds stays. */
  void describe(Path entry) throws IOException {
    // First of all, so that a concurrent prune leaves the half-made entry alone.
    write(entry.resolve("locked"), REASON);
    write(entry.resolve("commondir"), "../..");
    write(entry.resolve("gitdir"), directory().resolve(".git").toString());
    write(entry.resolve("HEAD"), HEAD);
    Files.createDirectories(entry.resolve("refs"));
  }

  /** Lets the directory lead to its entry. */
  void point(Path entry) throws IOException {
    write(directory().resolve(".git"), "gitdir: " + entry);
  }

  /** Keeps {@code git worktree prune} away; 0.7 did not. */
  void lock() throws IOException {
    var locked = entry().resolve("locked");
    if (!Files.exists(locked)) {
      write(locked, REASON);
    }
  }

  /** Whether Git was told to leave files of the branch out of the checkout, as 0.7 did. */
  boolean sparse() {
    var config = entry().resolve("config.worktree");
    return Files.exists(config) && GitConfig.sparse(config);
  }

  /** The directory with its links resolved, as Git compares it. */
  Path place() {
    return GitLocation.resolved(directory());
  }

  private void fillDraft(Path entry, ObjectReader reader, ObjectId tree) throws IOException {
    Mode.GROUP_DIRECTORY.createDirectory(draft());
    write(draft().resolve(".git"), "gitdir: " + entry);
    new Checkout(reader, tree).writeTo(draft());
    Mode.GROUP_DIRECTORY.createDirectories(draft().resolve(CommitWriter.MESSAGES));
    new WorktreeIndex(entry.resolve("index"), draft()).follow(reader, tree);
    AtomicFile.forceDirectory(draft());
  }

  private void discard(Path entry, Exception cause) {
    try {
      deleteTree(draft());
      deleteTree(entry);
      deleteIfEmpty(entry.getParent());
      deleteIfEmpty(parent());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Removes a worktree that this run has made, and its entry. */
  void remove(Path entry) throws IOException {
    deleteTree(directory());
    deleteTree(draft());
    deleteTree(entry);
    deleteIfEmpty(parent());
    deleteIfEmpty(entry.getParent());
  }

  /**
   * An interrupted run leaves a draft and an entry for a directory that does not exist; both are only
   * ours.
   */
  private void removeOwnLeftOvers() throws IOException {
    deleteTree(draft());
    var here = GitLocation.resolved(parent()).resolve("a-sync");
    for (var linked : new GitWorktrees(commonDirectory).linked()) {
      if (linked.checkout().equals(here)) {
        deleteTree(linked.entry());
      }
    }
  }

  /** Git takes the directory's name, and numbers it when another worktree has that name. */
  Path freeEntry() throws IOException {
    var entries = commonDirectory.resolve("worktrees");
    Files.createDirectories(entries);
    for (int number = 0;; number++) {
      var entry = entries.resolve(number == 0 ? "a-sync" : "a-sync" + number);
      if (!Files.exists(entry)) {
        Files.createDirectory(entry);
        return entry;
      }
    }
  }

  private Path parent() {
    return commonDirectory.resolve("thrum-sync");
  }

  private Path draft() {
    return parent().resolve("a-sync.new");
  }

  private static void write(Path file, String line) throws IOException {
    new AtomicFile(file, Mode.READABLE_FILE).write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void deleteIfEmpty(@Nullable Path directory) throws IOException {
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    try (var names = Files.list(directory)) {
      if (names.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(directory);
  }

  private static void deleteTree(Path root) throws IOException {
    try {
      Files.walkFileTree(root, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
          Files.delete(file);
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
            throws IOException {
          if (failure != null) {
            throw failure;
          }
          Files.delete(directory);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (NoSuchFileException e) {
      // Nothing to remove.
      return;
    }
  }
}
