package thrum.core.purge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import thrum.core.file.DirectoryListing;
import thrum.protocol.failure.Broken;

/** Restart snapshots that have been read: a purge removes them (01 §5.9). */
public record ConsumedSnapshots(Path directory) {

  private static final String SUFFIX = ".consumed";

  /** Removes the files; other entries stay. */
  public void remove() {
    for (Path entry : DirectoryListing.of(directory)) {
      if (entry.toString().endsWith(SUFFIX) && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
        remove(entry);
      }
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new Broken("cannot remove a snapshot that has been read", file.toString(), "remove it by hand",
          e);
    }
  }
}
