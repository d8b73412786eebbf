package thrum.daemon.dispatch;

/** Who is at the other end of a connection, as far as the transport can tell. */
public record Peer(Transport transport) {

  /** The ways into the daemon. */
  public enum Transport {
    /** The Unix socket; the peer has this daemon's user id. */
    UNIX_SOCKET,
    /** The WebSocket port on loopback. */
    WEB_SOCKET
  }

  /** A client on the Unix socket. */
  public static Peer unixSocket() {
    return new Peer(Transport.UNIX_SOCKET);
  }
}
