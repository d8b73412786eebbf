package thrum.core.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/** Brings back the committed bytes of a log file that somebody removed or replaced while it was open. */
public final class LogRescue {

  private static final int CHUNK = 256 << 10;

  private final LogFiles files;
  private final Aside aside;

  public LogRescue(LogFiles files, InstantSource clock) {
    this.files = files;
    this.aside = new Aside(files.layout().var().resolve("rescue"), files.disk(), clock);
  }

  /**
   * Afterwards the file's path names a regular file, or nothing, and {@code file} knows it as it is.
   * Committed bytes
   * that could be saved stand there again if nothing had taken their place, else in {@code var/rescue/}. What
   * is still
   * missing has to come from the projection.
   */
  public void run(LogFile file) throws IOException {
    moveOddThingAway(file.path());
    boolean vanished = files.disk().facts(file.path()).isEmpty();
    if (file.isOpen() && file.committed() > 0 && !isSame(file)) {
      if (vanished) {
        Path copy = temporary(file.path());
        copyCommitted(file, copy);
        files.disk().rename(copy, file.path());
        files.disk().forceDirectory(directory(file.path()));
      } else {
        copyCommitted(file, aside.freeName("replaced", file.path()));
      }
    }
    file.adopt();
  }

  private boolean isSame(LogFile file) throws IOException {
    return files.disk().facts(file.path()).filter(facts -> facts.inode() == file.inode()).isPresent();
  }

  private void copyCommitted(LogFile file, Path copy) throws IOException {
    files.disk().delete(copy);
    try (var out = files.disk().open(copy)) {
      var chunk = ByteBuffer.allocate(CHUNK);
      long position = 0;
      while (true) {
        int count = file.readCommitted(chunk, position);
        if (count <= 0) {
          break;
        }
        out.append(chunk.flip());
        position += count;
      }
      out.force();
    }
  }

  /** A directory or a link at a shard's path would make its author's messages fail for ever. */
  private void moveOddThingAway(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      Path away = aside.freeName("odd", path);
      Files.createDirectories(directory(away));
      Files.move(path, away);
    }
  }

  private static Path temporary(Path path) {
    return path.resolveSibling(path.getFileName() + ".rescue.tmp");
  }

  private static Path directory(Path path) {
    return Objects.requireNonNull(path.getParent(), "a log file has a directory");
  }
}
