package thrum.cli.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.function.Supplier;

/** A plain connection to a daemon of this user. */
public final class DaemonChannel {

  private DaemonChannel() {}

  /**
   * Connects and looks at who listens.
   *
   * @param user asks for the user that this process runs as
   * @return a blocking channel
   * @throws IOException when nobody listens there
   * @throws thrum.protocol.failure.Refused when somebody else does; nothing was sent
   */
  public static SocketChannel open(Path socket, Supplier<UserPrincipal> user) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try (var path = SocketPath.to(socket)) {
      channel.connect(UnixDomainSocketAddress.of(path.path()));
      SocketDaemon.checkPeer(channel, socket, user);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
