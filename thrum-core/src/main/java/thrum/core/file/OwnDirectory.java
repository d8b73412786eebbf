package thrum.core.file;

import java.nio.file.Files;
import java.nio.file.Path;
import thrum.protocol.failure.Refused;

/**
 * A directory whose files are a repository's own. As a link it could lead anywhere, and a repository of
 * somebody else's may bring such a link along: its files are neither read nor written nor removed then.
 *
 * @param path need not exist; what is above it may be a link
 */
public record OwnDirectory(Path path) {

  /** The directory that a file is in. */
  public static OwnDirectory of(Path file) {
    return new OwnDirectory(file.resolveSibling(".").normalize());
  }

  /** Whether it is a link, wherever that leads. */
  public boolean isLink() {
    return Files.isSymbolicLink(path);
  }

  /**
   * Nothing, where it is a directory or missing.
   *
   * @throws Refused it is a link
   */
  public void requireNoLink() {
    if (isLink()) {
      throw new Refused("the directory " + path + " is a link, which is not followed; nothing was changed. "
          + "Put a directory in its place");
    }
  }
}
