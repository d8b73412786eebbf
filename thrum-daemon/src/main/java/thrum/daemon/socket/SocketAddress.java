package thrum.daemon.socket;

import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a process of this platform names a socket file. A path longer than the platform allows in an address
 * (104 bytes
 * on macOS, 108 on Linux, each with the final NUL) is named relative to the working directory, which the
 * caller must
 * have chosen to be the socket's directory (ruling 56).
 */
public final class SocketAddress {
  /** The shorter of the platforms' limits, less the final NUL. */
  public static final int LONGEST = 103;

  private SocketAddress() {}

  /** Whether the address can hold the path as it is. */
  public static boolean fits(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  /**
   * The address for a process whose working directory is the socket's directory when the path does not fit.
   */
  public static UnixDomainSocketAddress of(Path socket) {
    return UnixDomainSocketAddress.of(fits(socket) ? socket : socket.getFileName());
  }
}
