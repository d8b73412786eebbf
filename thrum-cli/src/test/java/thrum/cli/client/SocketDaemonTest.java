package thrum.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.rpc.LineFrames;
import thrum.protocol.rpc.RpcCodec;

/** The client against a real socket with somebody at its other end who answers lines. */
class SocketDaemonTest {

  private static final String HEALTHY =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"status\":\"ok\",\"uptime_ms\":7,"
          + "\"version\":\"v\",\"repo_id\":\"r\",\"sync_state\":\"synced\",\"news\":[]}}";

  @TempDir Path directory;

  @Test
  void anAnswerBecomesItsRecord() throws Exception {
    try (var server = serving(directory.resolve("s"), call -> HEALTHY);
        var daemon = connect(directory.resolve("s"))) {
      assertEquals(7, daemon.call(new CheckHealth()).uptimeMs());
      assertTrue(server.isOpen());
    }
  }

  @Test
  void aRefusalNamesMethodCodeAndMessage() throws Exception {
    String error =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"no\",\"data\":\"d\"}}";
    try (var server = serving(directory.resolve("s"), call -> error);
        var daemon = connect(directory.resolve("s"))) {
      var refused = assertThrows(Refused.class, () -> daemon.call(new CheckHealth()));

      assertEquals("health: RPC error -32000: no", refused.text());
      assertEquals(-32000, refused.code());
      assertTrue(server.isOpen());
    }
  }

  @Test
  void aDaemonThatHasStartedIsReady() throws Exception {
    try (var server = serving(directory.resolve("s"), SocketDaemonTest::onlyToTheQuestion);
        var daemon = connect(directory.resolve("s"))) {
      assertEquals(Optional.empty(), daemon.startUp());
      assertTrue(server.isOpen());
    }
  }

  /** The line that is written by hand is the one that the record gives. */
  private static String onlyToTheQuestion(String call) {
    String question = new String(RpcCodec.call(1, new CheckHealth(true)), StandardCharsets.UTF_8);
    return call.equals(question) ? HEALTHY : "";
  }

  @Test
  void aDaemonThatReadsItsLogTellsHowFarItIs() throws Exception {
    String reading = HEALTHY.replace("\"news\":[]", "\"replay\":{\"done\":3,\"total\":8}");
    try (var server = serving(directory.resolve("s"), call -> reading);
        var daemon = connect(directory.resolve("s"))) {
      assertEquals(37, daemon.startUp().orElseThrow().percent());
      assertTrue(server.isOpen());
    }
  }

  @Test
  void aDaemonThatCannotStartIsNotReady() throws Exception {
    String error = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"no\"}}";
    try (var server = serving(directory.resolve("s"), call -> error);
        var daemon = connect(directory.resolve("s"))) {
      assertEquals("no", assertThrows(Refused.class, daemon::startUp).text());
      assertTrue(server.isOpen());
    }
  }

  @Test
  void aLostAnswerAdvisesARestart() throws Exception {
    try (var server = serving(directory.resolve("s"), call -> "");
        var daemon = connect(directory.resolve("s"))) {
      var broken = assertThrows(Broken.class, () -> daemon.call(new CheckHealth()));

      assertTrue(String.valueOf(broken.getMessage()).contains("thrum daemon restart"), broken.getMessage());
      assertTrue(server.isOpen());
    }
  }

  @Test
  void aServerOfAnotherUserIsRefused() throws Exception {
    Path socket = directory.resolve("s");
    UserPrincipal stranger = () -> "stranger";
    try (var server = serving(socket, call -> HEALTHY)) {
      var refused = assertThrows(Refused.class, () -> SocketDaemon.connect(socket, () -> stranger));

      assertTrue(refused.text().contains("not as you"), refused.text());
      assertTrue(server.isOpen());
    }
  }

  @Test
  void aPathThatIsTooLongForAnAddressIsReachedAllTheSame() throws Exception {
    Path deep = Files.createDirectories(directory.resolve("x".repeat(60)).resolve("ü".repeat(40)));
    Path socket = deep.resolve("thrum.sock");
    Path way = Files.createSymbolicLink(directory.resolve("d"), deep);
    try (var server = serving(way.resolve("thrum.sock"), call -> HEALTHY); var daemon = connect(socket)) {
      assertEquals("ok", daemon.call(new CheckHealth()).status());
      assertTrue(server.isOpen());
    }
  }

  @Test
  void theDetourToALongPathLeavesNothingBehind() throws Exception {
    Path socket = directory.resolve("y".repeat(120)).resolve("thrum.sock");
    Path link;
    try (var path = SocketPath.to(socket)) {
      link = Objects.requireNonNull(path.path().getParent());
      assertTrue(path.path().toString().length() <= SocketPath.LONGEST, () -> path.path().toString());
      assertTrue(Files.isSymbolicLink(link));
    }
    assertFalse(Files.exists(Objects.requireNonNull(link.getParent())));
  }

  private SocketDaemon connect(Path socket) throws IOException {
    return SocketDaemon.connect(socket, () -> {
      try {
        return Files.getOwner(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Answers each line of one connection; an empty answer closes it. */
  private static ServerSocketChannel serving(Path socket, UnaryOperator<String> answers) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(() -> {
      try (var channel = server.accept()) {
        var frames = new LineFrames(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        for (byte[] line = frames.read(); line != null; line = frames.read()) {
          String answer = answers.apply(new String(line, StandardCharsets.UTF_8));
          if (answer.isEmpty()) return;
          frames.write(answer.getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException clientLeft) {
        // The test has ended.
      }
    });
    return server;
  }
}
