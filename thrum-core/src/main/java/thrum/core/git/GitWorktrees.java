package thrum.core.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thrum.core.file.DirectoryListing;

/**
 * The checkouts of one repository, as {@code git worktree list} gives them, read from its common
 * directory.
 */
public record GitWorktrees(Path commonDirectory) {

  /** One entry below {@code worktrees/}: the administrative directory and the checkout it is for. */
  public record Linked(Path entry, Path checkout) {}

  /** Root of the main checkout; empty when the repository is bare. */
  public Optional<Path> main() {
    var config = GitConfig.of(commonDirectory);
    var explicit = config.worktree();
    if (explicit.isPresent()) {
      return explicit.map(path -> GitLocation.resolved(commonDirectory.resolve(path)));
    }
    var parent = commonDirectory.getParent();
    if (config.bare() || parent == null || !commonDirectory.endsWith(".git")) {
      return Optional.empty();
    }
    return Optional.of(parent);
  }

  /** The linked worktrees by the name of their entry, Thrum's own among them; the checkouts may be gone. */
  public List<Linked> linked() {
    var found = new ArrayList<Linked>();
    for (var entry : DirectoryListing.of(commonDirectory.resolve("worktrees"))) {
      GitLocation.firstLine(entry.resolve("gitdir"))
          .filter(line -> !line.isBlank())
          .map(line -> entry.resolve(line).normalize().getParent())
          .ifPresent(checkout -> found.add(new Linked(entry, GitLocation.resolved(checkout))));
    }
    return List.copyOf(found);
  }

  /** The checkouts that people and agents work in: main first, then the linked ones that exist. */
  public List<Path> checkouts() {
    var all = new ArrayList<Path>();
    main().ifPresent(all::add);
    for (var worktree : linked()) {
      // What lies inside the Git directory is Thrum's own worktree, not a place to work in.
      if (!worktree.checkout().startsWith(commonDirectory) && Files.isDirectory(worktree.checkout())) {
        all.add(worktree.checkout());
      }
    }
    return List.copyOf(all);
  }
}
