package thrum.cli.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.rpc.LineFrames;
import thrum.protocol.rpc.Request;
import thrum.protocol.rpc.RpcAnswer;
import thrum.protocol.rpc.RpcCodec;
import thrum.protocol.rpc.RpcError;
import thrum.protocol.sync.ReplayPart;

/** A daemon reached over its Unix socket: one connection, one request after the other (02 §2). */
public final class SocketDaemon implements Daemon {

  static final Duration CONNECT = Duration.ofSeconds(5);
  static final Duration CALL = Duration.ofSeconds(10);

  private static final String REMEDY =
      "whether it was done is unknown; if the daemon hangs: thrum daemon restart";

  /**
   * By hand, for the usual start is over in less time than the JSON library needs to begin;
   * {@link CheckHealth}
   * is the same.
   */
  private static final String STARTED =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\",\"params\":{\"when_ready\":true}}";
  /** Inside of a text of the answer its quotation marks would be escaped. */
  private static final String READING = "\"replay\":";
  private static final String RESULT = "\"result\":";

  private final Path socket;
  private final SocketStream stream;
  private final LineFrames frames;
  private long calls;

  private SocketDaemon(Path socket, SocketStream stream) {
    this.socket = socket;
    this.stream = stream;
    this.frames = new LineFrames(stream.in(), stream.out());
  }

  /**
   * Connects, and refuses a server that runs as somebody else.
   *
   * @param user asks for the user that this process runs as
   * @throws IOException when nobody listens there
   */
  public static SocketDaemon connect(Path socket, Supplier<UserPrincipal> user) throws IOException {
    try (var path = SocketPath.to(socket)) {
      var stream = SocketStream.open(path.path(), CONNECT);
      try {
        checkPeer(stream.channel(), socket, user);
      } catch (IOException | RuntimeException e) {
        stream.close();
        throw e;
      }
      return new SocketDaemon(socket, stream);
    }
  }

  @Override
  public <R> R call(Request<R> request) {
    String method = request.method().name();
    byte[] line = answer(method, RpcCodec.call(++calls, request), CALL.plus(request.patience()));
    RpcAnswer answer = RpcCodec.readAnswer(line);
    RpcError error = answer.error();
    if (error != null) {
      throw Daemon.refused(method, error);
    }
    return RpcCodec.result(answer, request.method());
  }

  private byte[] answer(String method, byte[] call, Duration limit) {
    try {
      stream.within(limit);
      frames.write(call);
      byte[] line = frames.read();
      if (line == null) throw lost(method, "the daemon closed the connection", null);
      return line;
    } catch (SocketTimeoutException e) {
      throw lost(method, "no answer within " + limit.toSeconds() + " s", null);
    } catch (IOException e) {
      throw lost(method, "the connection to the daemon broke", e);
    }
  }

  /**
   * How far the daemon has read its log; empty once it has, for which this waits up to
   * {@link CheckHealth#PATIENCE}.
   */
  Optional<ReplayPart> startUp() {
    byte[] line = answer("health", STARTED.getBytes(StandardCharsets.US_ASCII), CALL);
    String text = new String(line, StandardCharsets.UTF_8);
    if (text.contains(RESULT) && !text.contains(READING)) return Optional.empty();
    return Optional.ofNullable(RpcCodec.result(RpcCodec.readAnswer(line), CheckHealth.METHOD).replay());
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new Broken("cannot close the connection to the daemon", socket.toString(), "", e);
    }
  }

  private Broken lost(String method, String reason, @Nullable IOException cause) {
    return new Broken(method + ": " + reason, socket.toString(), REMEDY, cause);
  }

  /** Refuses a server that runs as somebody else. */
  static void checkPeer(SocketChannel channel, Path socket, Supplier<UserPrincipal> user) throws IOException {
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) return;
    UserPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (!peer.equals(user.get())) {
      throw new Refused("the daemon at " + socket + " runs as user " + peer.getName()
          + ", not as you; nothing was sent to it");
    }
  }
}
