package thrum.core.repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.git.GitLocation;
import thrum.protocol.failure.Refused;

/**
 * The repository that a command works on. Finding it starts no process and never fails; each question
 * asked of it afterwards says what is wrong when something is (01 §1.4, 03 §1.6).
 */
public final class Repository {

  private final Path root;
  private final @Nullable GitLocation git;

  private Repository(Path root) {
    this.root = root;
    this.git = GitLocation.find(root).orElse(null);
  }

  /**
   * Searches as {@link Start} says: an explicit path as it is, else the nearest directory with
   * {@code .thrum}.
   */
  public static Repository locate(Start start) {
    var path = start.path();
    return start.explicit() != null ? new Repository(path) : new Repository(nearestWithThrum(path));
  }

  /** Takes a directory as it is: for {@code init} and {@code setup}, which do not search upwards. */
  public static Repository exactly(Path directory) {
    return new Repository(directory.toAbsolutePath().normalize());
  }

  private static Path nearestWithThrum(Path start) {
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      if (Files.isDirectory(directory.resolve(Layout.THRUM))) {
        return directory;
      }
    }
    return start;
  }

  /** The directory that was settled on; absolute. */
  public Path root() {
    return root;
  }

  /** The {@code .thrum} of this directory, there or not. */
  public Path localThrum() {
    return root.resolve(Layout.THRUM);
  }

  public boolean hasThrum() {
    return Files.isDirectory(localThrum());
  }

  /** Git's directories; empty outside Git. */
  public Optional<GitLocation> git() {
    return Optional.ofNullable(git);
  }

  /** Whether {@code init} has completed here: the shared log is checked out (ruling 37). */
  public boolean initialised() {
    return Files.isDirectory(syncWorktree());
  }

  /**
   * All paths, the redirect followed.
   *
   * @throws Refused the redirect leads nowhere allowed
   */
  public Layout layout() {
    return new Layout(localThrum(), new Redirect(localThrum()).follow(), commonDirectory());
  }

  /** Where the daemon listens; a client that cannot follow the redirect looks in its own worktree. */
  public Path socket() {
    try {
      return layout().socket();
    } catch (Refused e) {
      return new Layout(localThrum(), localThrum(), commonDirectory()).socket();
    }
  }

  /**
   * This repository, when commands can work in it.
   *
   * @throws Refused a line that says what is missing and how to get it
   */
  public Repository requireInitialised() {
    if (!Files.isDirectory(root)) {
      throw new Refused("no such directory: " + root);
    }
    if (git == null) {
      throw new Refused("not a Git repository: " + root + "; run 'git init', then 'thrum init'");
    }
    if (!initialised()) {
      throw new Refused("thrum is not set up in " + root + "; run 'thrum init'");
    }
    if (!hasThrum()) {
      throw new Refused("no .thrum directory in " + root + " or above; run 'thrum setup' in this worktree");
    }
    return this;
  }

  private Path syncWorktree() {
    return new Layout(localThrum(), localThrum(), commonDirectory()).syncWorktree();
  }

  private Path commonDirectory() {
    return git == null ? root.resolve(".git") : git.commonDirectory();
  }
}
