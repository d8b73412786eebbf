package thrum.daemon.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import thrum.core.context.ContextDirectory;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;
import thrum.core.repository.Start;
import thrum.protocol.failure.Refused;

/**
 * The checkouts whose files requests may name: those that use the data that this daemon serves, and no other
 * directory of the user.
 *
 * @param served the layout that this daemon was started with
 */
public record Worktrees(Layout served) {

  /**
   * The contexts of a checkout.
   *
   * @param repoPath absolute path of the checkout, or of a directory in it; null for the daemon's own
   * @throws Refused it is none, or belongs to another repository
   */
  ContextDirectory contexts(@Nullable String repoPath) {
    return new ContextDirectory(repoPath == null ? served.context() : layout(path(repoPath)).context());
  }

  private Layout layout(Path directory) {
    var found = Repository.locate(Start.in(directory));
    if (!found.hasThrum() || !isServed(found.layout())) {
      throw new Refused("repo_path " + directory + " is no checkout that this daemon serves");
    }
    return found.layout();
  }

  private boolean isServed(Layout layout) {
    try {
      return layout.effective().equals(served.effective())
          || Files.isSameFile(layout.effective(), served.effective());
    } catch (IOException missing) {
      return false;
    }
  }

  private static Path path(String written) {
    try {
      var path = Path.of(written);
      if (path.isAbsolute()) return path;
    } catch (InvalidPathException noPath) {
      throw new Refused("repo_path is no path");
    }
    throw new Refused("repo_path must be absolute, not " + written);
  }
}
