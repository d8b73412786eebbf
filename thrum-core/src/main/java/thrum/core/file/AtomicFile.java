package thrum.core.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A small file that is replaced in one step: a reader sees the old content or the new one, also after a
 * power failure.
 */
public record AtomicFile(Path path, Mode mode) {

  private static final int BEGINNING = 40;

  /** Writes {@code content} beside the file, forces it to disk and renames it over the file. */
  public void write(byte[] content) throws IOException {
    var directory = directory();
    var temporary = Files.createTempFile(directory, beginningOfName(), ".tmp");
    try {
      try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        mode.applyTo(temporary);
        channel.force(true);
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceDirectory(directory);
  }

  /** Makes the names in a directory durable, where the platform lets a directory be opened. */
  public static void forceDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The name may be as long as names can be, and the temporary one is longer. */
  private String beginningOfName() {
    String name = "." + path.getFileName();
    return name.substring(0,
        name.offsetByCodePoints(0, Math.min(BEGINNING, name.codePointCount(0, name.length()))));
  }

  private Path directory() {
    var parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("not a file: " + path);
    }
    return parent;
  }
}
