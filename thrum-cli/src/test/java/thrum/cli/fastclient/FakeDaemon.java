package thrum.cli.fastclient;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import thrum.protocol.json.Json;
import tools.jackson.databind.JsonNode;

/** Answers one client over a Unix socket with whatever its script says. */
final class FakeDaemon implements AutoCloseable {

  private static final int SECONDS = 30;

  private final Path socket;
  private final Path bound;
  private final ServerSocketChannel server;
  private final CompletableFuture<Void> conversation = new CompletableFuture<>();

  /** What a daemon does with one client. */
  interface Script {
    void play(Talk talk) throws Exception;
  }

  /** @param payload of a frame that the client sent */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(char type, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  FakeDaemon(Path socket, Script script) throws IOException {
    this.socket = socket;
    var directory = Files.createDirectories(socket.getParent());
    // A long path is bound through a short way into its directory.
    this.bound =
        Files.createSymbolicLink(Files.createTempDirectory(Path.of("/tmp"), "th").resolve("d"), directory);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(bound.resolve(socket.getFileName())));
    Thread.ofVirtual().start(() -> {
      try (var channel = server.accept()) {
        script.play(new Talk(server, channel));
        conversation.complete(null);
      } catch (Throwable e) {
        conversation.completeExceptionally(e);
      }
    });
  }

  Path socket() {
    return socket;
  }

  /** Waits until the script has been played; fails as it failed. */
  void played() {
    try {
      conversation.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the daemon's side failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the daemon's side is still waiting", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(bound);
    Files.deleteIfExists(bound.getParent());
  }

  /** One client at the other end. */
  static final class Talk {
    private final ServerSocketChannel server;
    private final SocketChannel channel;
    private final DataInputStream in;
    private final OutputStream out;
    private JsonNode params = Json.MAPPER.nullNode();

    private Talk(ServerSocketChannel server, SocketChannel channel) {
      this.server = server;
      this.channel = channel;
      this.in = new DataInputStream(Channels.newInputStream(channel));
      this.out = Channels.newOutputStream(channel);
    }

    /** Reads the request line. */
    Talk listen() throws IOException {
      var line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) throw new EOFException("no whole request: " + line);
        line.append((char) c);
      }
      var call = Json.read(line.toString().getBytes(StandardCharsets.ISO_8859_1));
      if (!call.path("method").asString("").equals("cli.exec")) throw new AssertionError(call.toString());
      params = call.path("params");
      return this;
    }

    /** What the client asked for. */
    JsonNode params() {
      return params;
    }

    /** The bytes of one of the client's arguments. */
    byte[] argument(int index) {
      return java.util.Base64.getDecoder().decode(params.path("argv").path(index).asString());
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte... bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    void frame(char type, byte... payload) throws IOException {
      send(framed(type, payload));
    }

    void frame(char type, String payload) throws IOException {
      frame(type, payload.getBytes(StandardCharsets.UTF_8));
    }

    void credit(int bytes) throws IOException {
      frame('i', number(bytes));
    }

    void exit(int code) throws IOException {
      frame('x', number(code));
    }

    Frame read() throws IOException {
      char type = (char) in.readUnsignedByte();
      var payload = new byte[in.readInt()];
      in.readFully(payload);
      return new Frame(type, payload);
    }

    /** Whether the client has gone without another word. */
    boolean isGone() throws IOException {
      return in.read() < 0;
    }

    /**
     * Answers the question whether it lives, on the connection that the client opens for it; returns the
     * method.
     */
    String proveLife() throws IOException {
      try (var other = server.accept()) {
        var reader = new BufferedReader(Channels.newReader(other, StandardCharsets.UTF_8));
        var call = Json.read(reader.readLine());
        other.write(StandardCharsets.UTF_8.encode("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n"));
        return call.path("method").asString();
      }
    }

    void hangUp() throws IOException {
      channel.close();
    }
  }

  static byte[] framed(char type, byte... payload) {
    return ByteBuffer.allocate(5 + payload.length)
        .put((byte) type)
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
