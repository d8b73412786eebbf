package thrum.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A way to a socket that fits into the few bytes that the platform grants (ruling 56). Java cannot connect
 * relative to a directory, so an over-long path is reached through a symbolic link to the socket's directory,
 * made in a fresh directory that only this user may enter.
 */
final class SocketPath implements AutoCloseable {

  /** What macOS allows, without the closing zero byte; Linux allows four bytes more. */
  static final int LONGEST = 103;

  private static final Path SHORT_TEMPORARY = Path.of("/tmp");
  private static final String LINK = "d";

  private final Path path;
  private final Path directory;

  private SocketPath(Path path, Path directory) {
    this.path = path;
    this.directory = directory;
  }

  static SocketPath to(Path socket) throws IOException {
    Path parent = socket.getParent();
    if (length(socket) <= LONGEST || parent == null) return new SocketPath(socket, socket);
    Path directory = Files.createTempDirectory("thrum");
    if (length(directory) + 2 + LINK.length() + length(socket.getFileName()) > LONGEST) {
      Files.delete(directory);
      directory = Files.createTempDirectory(SHORT_TEMPORARY, "thrum");
    }
    Path link = Files.createSymbolicLink(directory.resolve(LINK), parent);
    return new SocketPath(link.resolve(socket.getFileName()), directory);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (directory.equals(path)) return;
    Files.deleteIfExists(directory.resolve(LINK));
    Files.deleteIfExists(directory);
  }

  private static int length(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
