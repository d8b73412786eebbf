package thrum.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A connection over a Unix socket whose reads and writes end in {@link SocketTimeoutException} at a deadline.
 * Blocking channels of this kind know no time-out, hence the selector.
 */
final class SocketStream implements AutoCloseable {

  private static final int BUFFER = 16 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private Deadline deadline;

  private SocketStream(SocketChannel channel, Selector selector, Deadline deadline) throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.deadline = deadline;
    this.key = channel.register(selector, 0);
  }

  /** @param path short enough for the platform; see {@link SocketPath} */
  static SocketStream open(Path path, Duration patience) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      // Connecting to a Unix socket either works at once or fails; a full backlog blocks until it drains.
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.configureBlocking(false);
      return new SocketStream(channel, Selector.open(), Deadline.in(patience));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /** Sets the time that everything up to the next call of this method may take. */
  void within(Duration time) {
    deadline = Deadline.in(time);
  }

  InputStream in() {
    return new InputStream() {
      private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();

      @Override
      public int read() throws IOException {
        return fill() ? buffer.get() & 0xFF : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (!fill()) return -1;
        int n = Math.min(length, buffer.remaining());
        buffer.get(target, offset, n);
        return n;
      }

      private boolean fill() throws IOException {
        while (!buffer.hasRemaining()) {
          buffer.clear();
          int n = channel.read(buffer);
          buffer.flip();
          if (n < 0) return false;
          if (n == 0) await(SelectionKey.OP_READ);
        }
        return true;
      }
    };
  }

  OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
          if (channel.write(buffer) == 0) await(SelectionKey.OP_WRITE);
        }
      }
    };
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    while (selector.select(deadline.millis()) == 0) {
      if (deadline.hasPassed()) throw new SocketTimeoutException("no answer in time");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
