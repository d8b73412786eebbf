package thrum.core.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import thrum.core.file.FileFailure;
import thrum.core.git.GitLocation;
import thrum.protocol.failure.Refused;

/**
 * The file {@code .thrum/redirect} of a feature worktree: one line with the absolute path of the
 * {@code .thrum} directory whose data are used instead (03 §1.6 step B).
 */
record Redirect(Path localThrum) {

  static final String NAME = "redirect";

  Path file() {
    return localThrum.resolve(NAME);
  }

  boolean exists() {
    return Files.exists(file());
  }

  /**
   * The directory that holds the data: the target, or the local directory when there is no redirect.
   *
   * @throws Refused the file is empty or relative, or its target is missing, no directory, redirected
   * itself, or in another repository (ruling 37: a foreign repository must not choose whose data are
   * used)
   */
  Path follow() {
    if (!exists()) {
      return localThrum;
    }
    var target = target();
    if (!Files.exists(target)) {
      throw refused("leads to " + target + ", which does not exist");
    }
    if (!Files.isDirectory(target)) {
      throw refused("leads to " + target + ", which is not a directory");
    }
    if (new Redirect(target).exists()) {
      throw refused("leads to " + target + ", which is redirected itself; one step is all that is allowed");
    }
    if (!sameRepository(target)) {
      throw refused("leads to " + target + ", which is not in a checkout of this Git repository");
    }
    return target;
  }

  private Path target() {
    var text = text().strip();
    if (text.isEmpty()) {
      throw refused("is empty");
    }
    try {
      var path = Path.of(text);
      if (!path.isAbsolute()) {
        throw refused("must hold an absolute path, not " + text);
      }
      return path.normalize();
    } catch (InvalidPathException e) {
      throw refused("does not hold a path");
    }
  }

  private String text() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      throw FileFailure.of("cannot read the redirect", file(), e);
    }
  }

  private boolean sameRepository(Path target) {
    var here = GitLocation.find(localThrum);
    var there = GitLocation.find(target);
    return here.isPresent() && there.isPresent()
        && there.get().topLevel() != null
        && here.get().commonDirectory().equals(there.get().commonDirectory());
  }

  private Refused refused(String why) {
    return new Refused(file() + " " + why + "; run 'thrum setup' in this worktree to write it anew");
  }
}
