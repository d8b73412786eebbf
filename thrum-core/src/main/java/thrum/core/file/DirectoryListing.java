package thrum.core.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import thrum.protocol.failure.Broken;

/** The names in a directory, in their own order rather than the disk's. */
public final class DirectoryListing {

  private DirectoryListing() {}

  /**
   * Everything directly in a directory, sorted by file name; nothing when it does not exist.
   *
   * @throws Broken it cannot be read
   */
  public static List<Path> of(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var entries = Files.list(directory)) {
      return entries.sorted(Comparator.comparing(entry -> String.valueOf(entry.getFileName()))).toList();
    } catch (UncheckedIOException e) {
      throw FileFailure.of("cannot list the directory", directory, new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw FileFailure.of("cannot list the directory", directory, e);
    }
  }
}
