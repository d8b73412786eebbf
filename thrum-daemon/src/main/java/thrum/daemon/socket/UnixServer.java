package thrum.daemon.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import thrum.protocol.failure.Broken;

/**
 * The daemon's Unix socket (02 §2): mode 0600, clients of this user only, one virtual thread per connection,
 * idle
 * connections closed after five minutes.
 */
public final class UnixServer implements AutoCloseable {
  /** A connection with no complete request for this long is closed (02 §2.4). */
  public static final Duration IDLE_LIMIT = Duration.ofMinutes(5);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(50);
  private static final int BACKLOG = 128;

  private final Path socket;
  private final ServerSocketChannel server;
  private final UserPrincipal owner;
  private final LineHandler handler;
  private final Consumer<String> log;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService reaper = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("thrum-idle-connections").factory());
  private final Thread acceptor;

  private UnixServer(Path socket, ServerSocketChannel server, UserPrincipal owner, LineHandler handler,
      Consumer<String> log) {
    this.socket = socket;
    this.server = server;
    this.owner = owner;
    this.handler = handler;
    this.log = log;
    this.acceptor = Thread.ofPlatform().daemon().name("thrum-accept").unstarted(this::accept);
  }

  /**
   * Binds the socket and starts serving. The socket's directory exists and is private; an old socket file is
   * gone.
   *
   * @throws Broken when the socket cannot be bound
   */
  public static UnixServer start(Path socket, LineHandler handler, Duration idleLimit, Consumer<String> log) {
    try {
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(SocketAddress.of(socket), BACKLOG);
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        var started = new UnixServer(socket, server, Files.getOwner(socket), handler, log);
        started.run(idleLimit);
        return started;
      } catch (IOException | RuntimeException failure) {
        server.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new Broken("cannot listen on the socket", socket.toString(),
          "check its directory and free disk space", failure);
    }
  }

  private void run(Duration idleLimit) {
    acceptor.start();
    long nanos = idleLimit.toNanos();
    long period = Math.max(nanos / 10, 1);
    var _ = reaper.scheduleWithFixedDelay(() -> closeIdle(nanos), period, period, TimeUnit.NANOSECONDS);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        var channel = server.accept();
        threads.execute(() -> serve(channel));
      } catch (IOException failure) {
        if (server.isOpen()) {
          // Too many open files, most likely: those that finish free some.
          log.accept("cannot accept a connection: " + failure.getMessage());
          reaper.execute(() -> closeIdle(0));
          LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
        }
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (var connection = new Connection(channel, handler)) {
      connections.add(connection);
      try {
        if (mayEnter(channel)) {
          connection.serve();
        }
      } finally {
        connections.remove(connection);
      }
    } catch (IOException clientGone) {
      // A client that leaves in the middle is its own business; its request was handled or never complete.
      Thread.onSpinWait();
    }
  }

  private boolean mayEnter(SocketChannel channel) throws IOException {
    var peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (peer.equals(owner)) {
      return true;
    }
    log.accept("refused a connection of another user: " + peer.getName());
    return false;
  }

  private void closeIdle(long limitNanos) {
    long now = System.nanoTime();
    for (var connection : connections) {
      if (connection.idleLongerThan(limitNanos, now)) {
        connection.close();
      }
    }
  }

  /**
   * Stops accepting, tells those that are in a dialogue, closes every connection, waits at most five seconds
   * for handlers, removes the socket
   * file.
   */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      log.accept("closing the socket failed: " + failure.getMessage());
    }
    reaper.shutdownNow();
    connections.forEach(connection -> threads.execute(connection::stop));
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    try {
      Files.deleteIfExists(socket);
    } catch (IOException failure) {
      log.accept("cannot remove the socket " + socket + ": " + failure.getMessage());
    }
  }
}
