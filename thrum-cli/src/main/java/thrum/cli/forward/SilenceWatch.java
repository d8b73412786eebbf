package thrum.cli.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import thrum.cli.client.DaemonChannel;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.rpc.RpcCodec;

/**
 * Asks a daemon that has said nothing for a while, on another connection, whether it lives; when it does not
 * answer that either, breaks the conversation off, which would otherwise wait for ever.
 */
final class SilenceWatch implements Runnable {

  /** Each answer makes the next silence twice as long as the one before, up to this many times the first. */
  private static final int LONGEST = 8;

  private final Supplier<UserPrincipal> user;
  private final Path socket;
  private final SocketChannel conversation;
  private final Duration silence;
  private final Duration patience;
  private volatile long heard = System.nanoTime();
  private volatile boolean gaveUp;

  /**
   * @param user asks for the user that this process runs as
   * @param conversation closed when the daemon does not live
   * @param silence how long the daemon may say nothing before it is asked
   * @param patience how long it may take to answer that
   */
  SilenceWatch(Supplier<UserPrincipal> user, Path socket, SocketChannel conversation, Duration silence,
      Duration patience) {
    this.user = user;
    this.socket = socket;
    this.conversation = conversation;
    this.silence = silence;
    this.patience = patience;
  }

  /** The daemon said something. */
  void hear() {
    heard = System.nanoTime();
  }

  /** Whether the conversation was broken off. */
  boolean gaveUp() {
    return gaveUp;
  }

  @Override
  public void run() {
    long quiet = silence.toNanos();
    try {
      while (conversation.isOpen()) {
        long since = heard;
        long left = since + quiet - System.nanoTime();
        if (left > 0) {
          TimeUnit.NANOSECONDS.sleep(left);
        } else if (lives()) {
          quiet = Math.min(2 * quiet, LONGEST * silence.toNanos());
          hear();
        } else if (since == heard) {
          gaveUp = true;
          conversation.close();
        }
      }
    } catch (InterruptedException | IOException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** True also when nobody listens any more: then the open conversation tells how it ends. */
  private boolean lives() throws IOException {
    SocketChannel channel;
    try {
      channel = DaemonChannel.open(socket, user);
    } catch (IOException nobody) {
      return true;
    }
    try (channel; var selector = Selector.open()) {
      channel.write(ByteBuffer.wrap(RpcCodec.call(1, new CheckHealth())));
      channel.write(ByteBuffer.wrap(new byte[]{'\n'}));
      channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
      return selector.select(patience.toMillis()) > 0;
    } catch (IOException hungUp) {
      return true;
    }
  }
}
