package thrum.core.sync.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import thrum.core.file.Mode;
import thrum.core.log.LogLayout;

/**
 * A directory of this machine's for files that live as long as one merge; what a killed one left goes first.
 */
final class Scratch implements AutoCloseable {

  private final Path directory;
  private int files;

  private Scratch(Path directory) {
    this.directory = directory;
  }

  static Scratch in(Path var) throws IOException {
    var scratch = new Scratch(var.resolve("merge"));
    scratch.clear();
    Mode.OWNER_DIRECTORY.createDirectories(scratch.directory);
    return scratch;
  }

  /** The name of a file that does not exist. */
  Path file() {
    return directory.resolve("part" + ++files);
  }

  /** Removes all files; none of them may be in use. */
  void clear() throws IOException {
    for (Path file : LogLayout.entries(directory)) {
      Files.delete(file);
    }
  }

  @Override
  public void close() throws IOException {
    clear();
    Files.deleteIfExists(directory);
  }
}
