package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire rules of 02 §2 on a real socket. */
class JsonRpcTest {
  @TempDir static Path directory;

  private static TestRepository repository;
  private static RunningDaemon daemon;
  private Wire wire;

  @BeforeAll
  static void start() throws Exception {
    repository = new TestRepository(directory.resolve("répo with spaces"));
    daemon = repository.start();
  }

  @AfterAll
  static void stop() {
    daemon.close();
  }

  @BeforeEach
  void connect() throws Exception {
    wire = new Wire(repository.layout().socket());
  }

  @AfterEach
  void disconnect() throws Exception {
    wire.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "not json                                     | -32700 | Parse error",
    "``                                           | -32700 | Parse error",
    "[]                                           | -32700 | Parse error",
    "[{\"jsonrpc\":\"2.0\",\"method\":\"health\"}]    | -32700 | Parse error",
    "7                                            | -32700 | Parse error",
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":4}       | -32700 | Parse error",
    "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"health\"} | -32600 | Invalid request",
    "{\"id\":1,\"method\":\"nope\"}                  | -32600 | Invalid request",
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nope\"} | -32601 | Method not found",
    "{\"jsonrpc\":\"2.0\",\"id\":1}                   | -32601 | Method not found",
  })
  void aBadLineGetsItsErrorAndTheConnectionGoesOn(String line, int code, String message) throws Exception {
    var error = wire.ask(line).get("error");
    assertEquals(code, error.get("code").asInt());
    assertEquals(message, error.get("message").asString());
    assertEquals("ok", wire.call("health", "{}").at("/result/status").asString());
  }

  @Test
  void anUnknownMethodIsNamed() throws Exception {
    assertEquals("method 'no.such' is not registered",
        wire.call("no.such", "{}").at("/error/data").asString());
  }

  @Test
  void idsComeBackAsTheyWereSent() throws Exception {
    for (var id : new String[]{"\"a\"", "12345678901234567890", "1.5", "{\"x\":[1,null]}", "false"}) {
      wire.send(("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"health\"}\n")
          .getBytes(StandardCharsets.UTF_8));
      assertTrue(wire.read().contains("\"id\":" + id), id);
    }
  }

  @Test
  void aCallWithoutIdIsAnsweredWithoutOne() throws Exception {
    assertFalse(wire.ask("{\"jsonrpc\":\"2.0\",\"method\":\"health\"}").has("id"));
    assertFalse(wire.ask("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"health\"}").has("id"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "message.get  | []",
    "message.get  | [1]",
    "message.get  | {\"message_id\":7}",
    "message.list | {\"page_size\":\"many\"}",
    "message.send | {\"mentions\":\"bo\"}",
    "session.start | \"x\"",
  })
  void parametersOfTheWrongTypeAreRefused(String method, String params) throws Exception {
    var error = wire.call(method, params).get("error");
    assertEquals(-32000, error.get("code").asInt());
    assertTrue(error.get("message").asString().startsWith("invalid request:"), error.toString());
    assertFalse(error.has("data"));
  }

  @Test
  void absentParametersCountAsNone() throws Exception {
    assertEquals("message_id is required",
        wire.ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message.get\"}")
            .at("/error/message")
            .asString());
    assertEquals("message_id is required", wire.call("message.get", "null").at("/error/message").asString());
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInOrder() throws Exception {
    var lines = new StringBuilder();
    for (int n = 0; n < 200; n++) {
      lines.append("{\"jsonrpc\":\"2.0\",\"id\":").append(n).append(",\"method\":\"health\"}\n");
    }
    wire.send(lines.toString().getBytes(StandardCharsets.UTF_8));
    for (int n = 0; n < 200; n++) {
      assertTrue(wire.read().contains("\"id\":" + n + ","), "answer " + n);
    }
  }

  @Test
  void aRequestMayArriveInPieces() throws Exception {
    for (byte piece : "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}\n"
        .getBytes(StandardCharsets.UTF_8)) {
      wire.send(new byte[]{piece});
    }
    assertTrue(wire.read().contains("\"result\""));
  }

  @Test
  void aLineAboveSixteenMebibytesIsRefusedAndTheConnectionClosed() throws Exception {
    var chunk = new byte[1024 * 1024];
    Arrays.fill(chunk, (byte) ' ');
    var sender = Thread.startVirtualThread(() -> sendUntilClosed(chunk));
    var answer = wire.read();
    assertTrue(answer != null && answer.contains("-32600"), String.valueOf(answer));
    sender.join();
  }

  private void sendUntilClosed(byte[] chunk) {
    try {
      for (int megabytes = 0; megabytes < 17; megabytes++) {
        wire.send(chunk);
      }
    } catch (java.io.IOException closed) {
      assertTrue(closed.getMessage() != null);
    }
  }

  @Test
  void aClientThatVanishesInTheMiddleHarmsNobody() throws Exception {
    for (int n = 0; n < 50; n++) {
      try (var vanishing = new Wire(repository.layout().socket())) {
        vanishing.send(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}\n{\"jso".getBytes(StandardCharsets.UTF_8));
      }
    }
    assertEquals("ok", wire.call("health", "{}").at("/result/status").asString());
  }

  @Test
  void peopleRegisterOverTheWebSocketOnly() throws Exception {
    var error = wire.call("user.register", "{\"username\":\"mira\"}").get("error");
    assertEquals(-32001, error.get("code").asInt());
    assertEquals("User registration only available via WebSocket", error.get("message").asString());
    assertEquals("current transport: unix_socket", error.get("data").asString());
  }

  @Test
  void theSocketAndTheProcessFileAreForTheirOwner() throws Exception {
    for (var file : new Path[]{repository.layout().socket(), repository.layout().pidFile()}) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void deeplyNestedJsonIsAParseError() throws Exception {
    var error =
        wire.ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\",\"params\":" + "[".repeat(100_000))
            .get("error");
    assertEquals(-32700, error.get("code").asInt());
    assertNull(wire.call("health", "{}").get("error"));
  }
}
