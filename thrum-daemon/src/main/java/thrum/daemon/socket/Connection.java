package thrum.daemon.socket;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import thrum.daemon.dispatch.Dialogue;
import thrum.daemon.dispatch.Reply;
import thrum.protocol.rpc.LineFrames;
import thrum.protocol.rpc.LineTooLong;
import thrum.protocol.rpc.RpcCodec;

/**
 * One client: its requests are read, handled and answered strictly one after another (02 §2.1), until one of
 * them
 * begins a dialogue of another kind.
 */
final class Connection implements AutoCloseable, Dialogue.Wire {
  private final SocketChannel channel;
  private final LineHandler handler;
  private volatile long idleSinceNanos = System.nanoTime();
  private volatile boolean busy;
  private volatile @Nullable Dialogue dialogue;

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
        if (!answer(handler.reply(line), frames)) {
          return;
        }
      } finally {
        idleSinceNanos = System.nanoTime();
        busy = false;
      }
    }
  }

  /** Whether another line may follow. */
  private boolean answer(Reply reply, LineFrames frames) throws IOException {
    switch (reply) {
      case Reply.Line line -> {
        frames.write(line.bytes());
        return true;
      }
      case Reply.LastLine line -> frames.write(line.bytes());
      case Reply.Takeover takeover -> {
        var begun = takeover.opening().on(frames, Channels.newOutputStream(channel), this);
        dialogue = begun;
        begun.hold();
      }
    }
    return false;
  }

  /** The daemon stops: a dialogue is told, anything else breaks off. */
  void stop() {
    var held = dialogue;
    if (held == null) {
      close();
    } else {
      held.stop();
    }
  }

  boolean idleLongerThan(long nanos, long nowNanos) {
    return !busy && nowNanos - idleSinceNanos > nanos;
  }

  @Override
  public void stopReading() {
    try {
      channel.shutdownInput();
    } catch (IOException alreadyGone) {
      // Then reading has ended as well.
      Thread.onSpinWait();
    }
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
