package thrum.cli.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server of {@code cli.exec} whose every command ends at once: what is left is the client and the way. */
final class NothingToDo implements AutoCloseable {

  private static final byte[] EXIT_0 = {'x', 0, 0, 0, 4, 0, 0, 0, 0};

  private final Path directory = Files.createTempDirectory("thrum-nothing");
  private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  private final Thread thread;

  NothingToDo() throws IOException {
    server.bind(UnixDomainSocketAddress.of(socket()));
    thread = Thread.ofPlatform().daemon().name("nothing-to-do").start(this::serve);
  }

  Path socket() {
    return directory.resolve("s");
  }

  private void serve() {
    try {
      while (true) {
        try (var client = server.accept()) {
          answer(client);
        }
      }
    } catch (ClosedChannelException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(SocketChannel client) throws IOException {
    var line = ByteBuffer.allocate(64 * 1024);
    do {
      if (client.read(line) < 0) return;
    } while (line.get(line.position() - 1) != '\n');
    client.write(ByteBuffer.wrap(EXIT_0));
  }

  @Override
  public void close() throws IOException {
    server.close();
    thread.interrupt();
    Files.deleteIfExists(socket());
    Files.delete(directory);
  }
}
