package thrum.core.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The four kinds of access that Thrum's files have (03 §1). They are set exactly, whatever the umask; a
 * file system without POSIX permissions keeps its own.
 */
public enum Mode {
  /** 0600 */
  OWNER_FILE("rw-------"),
  /** 0644 */
  READABLE_FILE("rw-r--r--"),
  /** 0750 */
  GROUP_DIRECTORY("rwxr-x---"),
  /** 0700 */
  OWNER_DIRECTORY("rwx------");

  private final String permissions;

  Mode(String permissions) {
    this.permissions = permissions;
  }

  /** Gives an existing file or directory this access. */
  public void applyTo(Path path) throws IOException {
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString(permissions));
    }
  }

  /**
   * Makes a directory whose parent exists; one that is there already keeps its access.
   *
   * @return whether this call made it
   * @throws FileAlreadyExistsException something else has that name
   */
  public boolean createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(directory)) {
        return false;
      }
      throw e;
    }
    applyTo(directory);
    return true;
  }

  /** Makes a directory and whatever is missing above it, each with this access. */
  public void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    var parent = directory.getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    createDirectory(directory);
  }
}
