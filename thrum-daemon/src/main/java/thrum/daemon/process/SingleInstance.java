package thrum.daemon.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import thrum.core.lock.FileLock;
import thrum.core.repository.Layout;
import thrum.daemon.socket.SocketAddress;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/**
 * The right to serve one repository: two locks held for life (02 §1.4, ruling 49). The lock under the data
 * directory
 * keeps out a second daemon of the same directory, a 0.7 one included; the lock beside the sync worktree
 * keeps out a
 * daemon that reaches the same log through another data directory. The process file decides nothing: its
 * number may
 * have gone to another program.
 */
public final class SingleInstance implements AutoCloseable {
  /** How long to wait for a daemon that holds the locks and does not answer: it is on its way out, or in. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final FileLock data;
  private final FileLock log;

  private SingleInstance(FileLock data, FileLock log) {
    this.data = data;
    this.log = log;
  }

  /**
   * Takes both locks. Waits for a holder that is stopping; gives up at once when the holder answers requests.
   *
   * @throws Refused when another process keeps one
   */
  public static SingleInstance take(Layout layout) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var taken = tryTake(layout);
      if (taken.isPresent()) {
        return taken.get();
      }
      if (answers(layout.socket()) || System.nanoTime() > deadline) {
        throw new Refused("failed to acquire daemon lock: daemon lock held by another process");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static Optional<SingleInstance> tryTake(Layout layout) {
    var data = FileLock.tryTake(layout.lock());
    if (data.isEmpty()) {
      return Optional.empty();
    }
    var log = FileLock.tryTake(layout.daemonLock());
    if (log.isEmpty()) {
      data.get().close();
    }
    return log.map(held -> new SingleInstance(data.get(), held));
  }

  /**
   * Looks for a daemon that the locks do not show, and removes the socket file of one that is gone.
   *
   * @throws Refused when something answers on the socket
   */
  static void clearStaleSocket(Path socket) {
    if (answers(socket)) {
      throw new Refused("socket " + socket + " is in use by another daemon");
    }
    try {
      Files.deleteIfExists(socket);
    } catch (IOException failure) {
      throw new Broken("cannot remove the old socket", socket.toString(), "remove it by hand", failure);
    }
  }

  /**
   * A Unix socket accepts or refuses at once, so this needs no limit of its own (02 §1.4 allows half a
   * second).
   */
  private static boolean answers(Path socket) {
    if (Files.notExists(socket)) {
      return false;
    }
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(SocketAddress.of(socket));
    } catch (IOException nobodyThere) {
      return false;
    }
  }

  @Override
  public void close() {
    log.close();
    data.close();
  }
}
