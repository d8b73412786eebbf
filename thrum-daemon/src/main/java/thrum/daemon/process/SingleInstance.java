package thrum.daemon.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import thrum.daemon.lock.FileLock;
import thrum.daemon.socket.SocketAddress;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/**
 * The right to serve one repository: two locks held for life (02 §1.4, ruling 49). The lock under the data
 * directory
 * keeps out a second daemon of the same directory, a 0.7 one included; the lock beside the sync worktree
 * keeps out a
 * daemon that reaches the same log through another data directory.
 */
final class SingleInstance implements AutoCloseable {
  private final FileLock data;
  private final FileLock log;

  private SingleInstance(FileLock data, FileLock log) {
    this.data = data;
    this.log = log;
  }

  /**
   * Takes both locks without waiting.
   *
   * @throws Refused when another process holds one
   */
  static SingleInstance take(Path dataLock, Path logLock) {
    var data = FileLock.tryTake(dataLock).orElseThrow(SingleInstance::held);
    try {
      return new SingleInstance(data, FileLock.tryTake(logLock).orElseThrow(SingleInstance::held));
    } catch (RuntimeException failure) {
      data.close();
      throw failure;
    }
  }

  private static Refused held() {
    return new Refused("failed to acquire daemon lock: daemon lock held by another process");
  }

  /**
   * Looks for a daemon that the locks do not show, and removes the socket file of one that is gone.
   *
   * @throws Refused when something answers on the socket
   */
  static void clearStaleSocket(Path socket) {
    if (Files.notExists(socket)) {
      return;
    }
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // A Unix socket accepts or refuses at once; nothing here can take the half second that 02 §1.4 allows.
      channel.connect(SocketAddress.of(socket));
      throw new Refused("socket " + socket + " is in use by another daemon");
    } catch (IOException nobodyThere) {
      remove(socket);
    }
  }

  private static void remove(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException failure) {
      throw new Broken("cannot remove the old socket", socket.toString(), "remove it by hand", failure);
    }
  }

  @Override
  public void close() {
    log.close();
    data.close();
  }
}
