package thrum.core.sync.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A server on loopback that treats Git as the networks of this world do. */
final class Wayside implements AutoCloseable {

  /** What it does with a connection. */
  interface Treatment {
    void serve(Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final Treatment treatment;
  private final List<Socket> open = new ArrayList<>();
  private final CountDownLatch visited = new CountDownLatch(1);

  private Wayside(Treatment treatment) throws IOException {
    this.treatment = treatment;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Accepts and never says a word. */
  static Wayside silent() throws IOException {
    return new Wayside(socket -> {
      while (socket.getInputStream().read() >= 0) {
        Thread.onSpinWait();
      }
    });
  }

  /** Wants a password. */
  static Wayside asking() throws IOException {
    return answering("401 Unauthorized", "WWW-Authenticate: Basic realm=git");
  }

  /** Answers every request over HTTP with the same status and headers, and no body. */
  static Wayside answering(String status, String... headers) throws IOException {
    var lines = new ArrayList<>(List.of("HTTP/1.1 " + status, "Content-Length: 0", "Connection: close"));
    lines.addAll(List.of(headers));
    String response = String.join("\r\n", lines) + "\r\n\r\n";
    return new Wayside(socket -> {
      var in = socket.getInputStream();
      int matched = 0;
      while (matched < 4) {
        int next = in.read();
        if (next < 0) {
          return;
        }
        matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
      }
      socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
    });
  }

  /**
   * Serves the repositories below a directory by Git's own protocol, and resets the connection after so many
   * bytes.
   */
  static Wayside resetting(Path base, Map<String, String> environment, long bytes) throws IOException {
    return new Wayside(socket -> {
      var builder = new ProcessBuilder("git", "daemon", "--inetd", "--export-all", "--enable=receive-pack",
          "--base-path=" + base).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      builder.environment().putAll(environment);
      var daemon = builder.start();
      try {
        Thread.ofVirtual().start(() -> pass(socket, daemon));
        relay(daemon.getInputStream(), socket.getOutputStream(), bytes);
        socket.setSoLinger(true, 0);
      } finally {
        daemon.descendants().forEach(ProcessHandle::destroyForcibly);
        daemon.destroyForcibly();
      }
    });
  }

  private static void pass(Socket from, Process to) {
    try (var in = from.getInputStream(); var out = to.getOutputStream()) {
      relay(in, out, Long.MAX_VALUE);
    } catch (IOException ended) {
      Thread.onSpinWait();
    }
  }

  private static void relay(InputStream in, OutputStream out, long limit) throws IOException {
    var buffer = new byte[1024];
    long left = limit;
    int count = in.read(buffer);
    while (count >= 0 && left > 0) {
      out.write(buffer, 0, (int) Math.min(left, count));
      out.flush();
      left -= count;
      count = left > 0 ? in.read(buffer) : -1;
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        synchronized (open) {
          open.add(socket);
        }
        visited.countDown();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      treatment.serve(socket);
    } catch (IOException gone) {
      Thread.onSpinWait();
    }
  }

  /** Lets a test wait until somebody has come. */
  CountDownLatch visited() {
    return visited;
  }

  String url(String scheme, String path) {
    return scheme + "://127.0.0.1:" + server.getLocalPort() + "/" + path;
  }

  @Override
  public void close() {
    try {
      server.close();
      synchronized (open) {
        for (var socket : open) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
