package thrum.core.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** {@link Disk} over {@code java.nio.file}. */
final class RealDisk implements Disk {

  @Override
  public OpenFile open(Path file) throws IOException {
    Path directory = Objects.requireNonNull(file.getParent(), "a log file has a directory");
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, permissions(directory, "rwxr-x---"));
      forceDirectory(Objects.requireNonNull(directory.getParent(), "directory of " + directory));
    }
    var append = FileChannel.open(file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
        permissions(directory, "rw-------"));
    try {
      var read = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      return new Channels(append, read);
    } catch (IOException e) {
      append.close();
      throw e;
    }
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (isWindows(directory)) {
      return; // there a directory cannot be opened, and the file system's journal keeps the entry
    }
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public Optional<FileFacts> facts(Path file) throws IOException {
    try {
      if (isWindows(file)) {
        var basic = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return basic.isRegularFile()
            ? Optional.of(new FileFacts(basic.creationTime().hashCode(), basic.size()))
            : Optional.empty();
      }
      var unix = Files.readAttributes(file, "unix:isRegularFile,ino,size", LinkOption.NOFOLLOW_LINKS);
      return Boolean.TRUE.equals(unix.get("isRegularFile"))
          ? Optional.of(new FileFacts(number(unix, "ino"), number(unix, "size")))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static long number(Map<String, Object> attributes, String name) {
    return ((Number) Objects.requireNonNull(attributes.get(name), name)).longValue();
  }

  private static boolean isWindows(Path path) {
    return !path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static FileAttribute<?>[] permissions(Path path, String posix) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
        : new FileAttribute<?>[0];
  }

  private record Channels(FileChannel appending, FileChannel reading) implements OpenFile {

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        appending.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      appending.force(false);
    }

    @Override
    public void truncate(long length) throws IOException {
      appending.truncate(length);
    }

    @Override
    public long length() throws IOException {
      return appending.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return reading.read(into, position);
    }

    @Override
    public void close() throws IOException {
      try {
        appending.close();
      } finally {
        reading.close();
      }
    }
  }
}
