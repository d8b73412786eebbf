package thrum.daemon.socket;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import thrum.protocol.rpc.LineFrames;
import thrum.protocol.rpc.LineTooLong;
import thrum.protocol.rpc.RpcCodec;

/** One client: its requests are read, handled and answered strictly one after another (02 §2.1). */
final class Connection implements AutoCloseable {
  private final SocketChannel channel;
  private final LineHandler handler;
  private volatile long idleSinceNanos = System.nanoTime();
  private volatile boolean busy;

  Connection(SocketChannel channel, LineHandler handler) {
    this.channel = channel;
    this.handler = handler;
  }

  /** Serves until the client leaves, sends too long a line, or {@link #close} is called. */
  void serve() throws IOException {
    var frames = new LineFrames(Channels.newInputStream(channel), Channels.newOutputStream(channel));
    while (true) {
      byte @Nullable [] line;
      try {
        line = frames.read();
      } catch (LineTooLong tooLong) {
        frames.write(RpcCodec.error(null, tooLong.error()));
        return;
      }
      if (line == null) {
        return;
      }
      busy = true;
      try {
        frames.write(handler.answer(line));
      } finally {
        idleSinceNanos = System.nanoTime();
        busy = false;
      }
    }
  }

  boolean idleLongerThan(long nanos, long nowNanos) {
    return !busy && nowNanos - idleSinceNanos > nanos;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // The descriptor is released either way, and there is nobody left to tell.
      Thread.onSpinWait();
    }
  }
}
