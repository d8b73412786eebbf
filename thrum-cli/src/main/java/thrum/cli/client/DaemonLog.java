package thrum.cli.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The file that takes what a daemon in the background says. */
public final class DaemonLog {

  private static final int LONGEST_TAIL = 1 << 20;

  private final Path file;

  public DaemonLog(Path file) {
    this.file = file;
  }

  /** Makes the file when it is missing, readable by its owner alone, and returns its size. */
  long prepare() throws IOException {
    try {
      var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(file, ownerOnly);
    } catch (FileAlreadyExistsException usual) {
      return Files.size(file);
    }
    return 0;
  }

  /** The whole lines from a byte position on, at most the last so many. */
  public List<String> tail(long from, int most) throws IOException {
    String text = text(from);
    List<String> lines = text.lines().toList();
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }

  /** The text from a byte position on, or its last MiB; from the start when the file has been replaced. */
  public String text(long from) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long start = Math.max(size < from ? 0 : from, size - LONGEST_TAIL);
      var bytes = ByteBuffer.allocate((int) (size - start));
      while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
        // A short read: go on behind it.
      }
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
  }
}
