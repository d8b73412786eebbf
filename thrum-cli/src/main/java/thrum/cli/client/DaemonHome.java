package thrum.cli.client;

import java.nio.file.Path;

/**
 * Where the daemon of a repository lives.
 *
 * @param repository checkout that it serves
 * @param var directory of its socket, PID file and log
 * @param socket where it listens
 * @param elsewhere whether {@code THRUM_SOCKET} named the socket, so that nobody here can start its server
 */
public record DaemonHome(Path repository, Path var, Path socket, boolean elsewhere) {

  private static final String SOCKET = "thrum.sock";

  /** The daemon with its socket at the usual place. */
  public static DaemonHome in(Path repository, Path var) {
    return new DaemonHome(repository, var, var.resolve(SOCKET), false);
  }

  /** The same, listening where the variable says. */
  public DaemonHome listeningAt(Path other) {
    return new DaemonHome(repository, var, other, true);
  }

  /** What the daemon says goes here. */
  public Path log() {
    return var.resolve("daemon.log");
  }

  public Path pidFile() {
    return var.resolve("thrum.pid");
  }

  /** The port of the web server, while there is one. */
  public Path portFile() {
    return var.resolve("ws.port");
  }
}
