package thrum.core.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Git directories that belong to a directory, found as Git finds them but without starting Git: a
 * request needs them to find its daemon (03 §1.6 steps C and D). Paths are absolute with symbolic links
 * resolved.
 *
 * @param topLevel root of the checkout; null inside a Git directory and in a bare repository
 * @param gitDirectory what {@code git rev-parse --git-dir} names
 * @param commonDirectory what {@code git rev-parse --git-common-dir} names; the same for all worktrees
 */
public record GitLocation(@Nullable Path topLevel, Path gitDirectory, Path commonDirectory) {

  private static final String GIT = ".git";
  private static final String POINTER = "gitdir:";
  private static final String BRANCHES = "ref: refs/heads/";

  /** Looks in {@code start} and upwards; empty when no Git repository holds it. */
  public static Optional<GitLocation> find(Path start) {
    for (Path directory = real(start); directory != null; directory = directory.getParent()) {
      var here = at(directory);
      if (here.isPresent()) {
        return here;
      }
    }
    return Optional.empty();
  }

  /** Looks in one directory only. */
  public static Optional<GitLocation> at(Path directory) {
    var top = real(directory);
    var dotGit = top.resolve(GIT);
    if (isGitDirectory(dotGit)) {
      return Optional.of(of(top, real(dotGit)));
    }
    if (Files.isRegularFile(dotGit)) {
      return pointedTo(dotGit).filter(GitLocation::isGitDirectory).map(git -> of(top, real(git)));
    }
    return isGitDirectory(top) ? Optional.of(of(null, top)) : Optional.empty();
  }

  /** Whether this is a worktree that hangs on another checkout or on a bare repository. */
  public boolean isLinkedWorktree() {
    return !gitDirectory.equals(commonDirectory);
  }

  /** Root of the checkout that a linked worktree hangs on; empty when the repository is bare. */
  public Optional<Path> mainCheckout() {
    return new GitWorktrees(commonDirectory).main();
  }

  /** Short name of the branch that is checked out; empty when HEAD is detached. */
  public Optional<String> branch() {
    var head = firstLine(gitDirectory.resolve("HEAD")).orElse("");
    // Repositories that keep references in a table have this placeholder instead of a branch.
    return head.startsWith(BRANCHES) && !head.endsWith("/.invalid")
        ? Optional.of(head.substring(BRANCHES.length()))
        : Optional.empty();
  }

  /** Where a {@code .git} file points; empty when it is not one. */
  public static Optional<Path> pointedTo(Path dotGitFile) {
    var base = dotGitFile.toAbsolutePath().getParent();
    return firstLine(dotGitFile).filter(line -> line.startsWith(POINTER) && base != null)
        .map(line -> line.substring(POINTER.length()).strip())
        .filter(target -> !target.isEmpty())
        .map(target -> resolve(base, target));
  }

  private static GitLocation of(@Nullable Path topLevel, Path gitDirectory) {
    var common = firstLine(gitDirectory.resolve("commondir")).filter(line -> !line.isBlank())
        .map(line -> real(resolve(gitDirectory, line)))
        .orElse(gitDirectory);
    return new GitLocation(topLevel, gitDirectory, common);
  }

  private static Path resolve(@Nullable Path base, String target) {
    var path = Path.of(target);
    return base == null ? path : base.resolve(path).normalize();
  }

  private static boolean isGitDirectory(Path directory) {
    var head = directory.resolve("HEAD");
    if (!Files.isRegularFile(head) && !Files.isSymbolicLink(head)) {
      return false;
    }
    return Files.isRegularFile(directory.resolve("commondir"))
        || (Files.isDirectory(directory.resolve("objects")) && Files.isDirectory(directory.resolve("refs")));
  }

  /** First line of a small file of Git's; empty when it cannot be read. */
  static Optional<String> firstLine(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      var text = Files.readString(file);
      return Optional.of(text.lines().findFirst().orElse(""));
    } catch (IOException | UncheckedIOException e) {
      // What cannot be read is no Git directory to us, as it is none to Git.
      return Optional.empty();
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // A path that does not exist has no links to resolve.
      return path.toAbsolutePath().normalize();
    }
  }

  /** The directory with symbolic links resolved as far as it exists. */
  public static Path resolved(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? real(path) : path.toAbsolutePath().normalize();
  }
}
