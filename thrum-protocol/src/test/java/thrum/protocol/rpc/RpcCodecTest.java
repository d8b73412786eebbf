package thrum.protocol.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.time.LogTime;

/** The envelope of 02 §2.2 and the errors of 02 §2.3. */
class RpcCodecTest {

  private static final MessageId MESSAGE = new MessageId("msg_1");

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"x\"", "[1,{\"a\":null}]", "{\"b\":1,\"a\":2}", "12345678901234567890.10",
    "true", "-0.5"})
  void anIdIsEchoedUnchanged(String id) {
    var call = call("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"health\"}");
    assertEquals("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}",
        text(RpcCodec.result(call.id(), Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"jsonrpc\":\"2.0\",\"method\":\"m\"}",
    "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}"})
  void withoutIdTheAnswerHasNone(String line) {
    var call = call(line);
    assertNull(call.id());
    assertEquals("{\"jsonrpc\":\"2.0\",\"result\":null}", text(RpcCodec.result(call.id(), null)));
    assertEquals("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"Method not found\","
        + "\"data\":\"method 'm' is not registered\"}}",
        text(RpcCodec.error(call.id(), RpcError.methodNotFound(call.method()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "nonsense", "[]", "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}]", "7",
    "null",
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"} x",
    "{\"id\":1"})
  void whatIsNoCallIsAParseErrorWithoutId(String line) {
    var bad = bad(line);
    assertEquals(-32700, bad.error().code());
    assertEquals("Parse error", bad.error().message());
    assertNull(bad.id());
    assertTrue(bad.error().data() != null && bad.error().data().isString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":\"q\",\"method\":\"health\"}",
    "{\"jsonrpc\":\"1.0\",\"id\":\"q\",\"method\":\"health\"}",
    "{\"jsonrpc\":2.0,\"id\":\"q\"}", "{\"jsonrpc\":null,\"id\":\"q\",\"method\":\"nonsense\"}"})
  void theVersionIsCheckedBeforeTheMethodName(String line) {
    var bad = bad(line);
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"error\":{\"code\":-32600,\"message\":\"Invalid request\","
            + "\"data\":\"jsonrpc field must be '2.0'\"}}",
        text(RpcCodec.error(bad.id(), bad.error())));
  }

  @Test
  void aMethodWithoutNameIsAnUnknownMethod() {
    assertEquals("", call("{\"jsonrpc\":\"2.0\",\"id\":1}").method());
    assertEquals("", call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":null}").method());
  }

  @Test
  void aFailureInsideAMethodHasNoData() {
    assertEquals("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"message not found: <x>\"}}",
        text(RpcCodec.error(null, RpcError.of(new Refused("message not found: <x>")))));
  }

  @Test
  void aResultThatCannotBeEncodedIsAnInternalError() {
    var answer = RpcCodec.readAnswer(RpcCodec.result(null, new Failing("x")));
    assertEquals(-32603, answer.error() == null ? 0 : answer.error().code());
  }

  @Test
  void aTextThatIsNoUnicodeIsStillAnswered() {
    var result = RpcCodec.readAnswer(RpcCodec.result(null, Map.of("x", "\uD800")));
    assertTrue(result.error() != null || result.result() != null);
    var error = RpcCodec.readAnswer(RpcCodec.error(null, RpcError.of(new Refused("no \uD800"))));
    assertEquals("no ?", error.error() == null ? "" : error.error().message());
  }

  @Test
  void aCallGoesOverTheWireAndItsResultComesBack() {
    var sent = RpcCodec.call(7, new DeleteMessage(MESSAGE, "", null));
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"message.delete\",\"params\":{\"message_id\":\"msg_1\"}}",
        text(sent));
    var call = assertInstanceOf(RpcCall.class, RpcCodec.readCall(sent));
    assertEquals(new DeleteMessage(MESSAGE, null, null), RpcCodec.params(call, DeleteMessage.METHOD));
    var result = new DeleteMessage.Result(MESSAGE, LogTime.parse("2026-02-03T18:02:10.5Z"));
    var answer = RpcCodec.readAnswer(RpcCodec.result(call.id(), result));
    assertEquals(result, RpcCodec.result(answer, DeleteMessage.METHOD));
    assertEquals(7, answer.id() == null ? 0 : answer.id().intValue());
  }

  @Test
  void anErrorAnswerIsARefusalAtTheClient() {
    var line = RpcCodec.error(null, RpcError.of(-32001, "User registration only available via WebSocket",
        "current transport: unix_socket"));
    var refused = assertThrows(Refused.class,
        () -> RpcCodec.result(RpcCodec.readAnswer(line), CheckHealth.METHOD));
    assertEquals(-32001, refused.code());
    assertEquals("User registration only available via WebSocket", refused.text());
    assertEquals("current transport: unix_socket", refused.data());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      nonsense
      []
      {}
      {"jsonrpc":"1.0","result":{}}
      ``
      """)
  void whatIsNoAnswerIsBroken(String line) {
    assertThrows(Broken.class, () -> RpcCodec.readAnswer(line.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aResultOfAnotherShapeIsBroken() {
    var answer = RpcCodec.readAnswer(RpcCodec.result(null, List.of(1)));
    assertThrows(Broken.class, () -> RpcCodec.result(answer, CheckHealth.METHOD));
  }

  @Test
  void anOlderDaemonsNullListsAreEmpty() {
    var line =
        "{\"jsonrpc\":\"2.0\",\"result\":{\"status\":\"ok\",\"uptime_ms\":1,\"tailscale\":{\"enabled\":true}}}";
    var health =
        RpcCodec.result(RpcCodec.readAnswer(line.getBytes(StandardCharsets.UTF_8)), CheckHealth.METHOD);
    assertEquals(new CheckHealth.Result("ok", 1, "", "", "", "", List.of()), health);
  }

  @Test
  void damagedCallsAreAnsweredAndNeverBreak() {
    var line =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message.delete\",\"params\":{\"message_id\":\"m\"}}";
    for (long seed = 0; seed < 5000; seed++) {
      var random = new Random(seed);
      var bytes = line.getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      if (RpcCodec.readCall(bytes) instanceof RpcCall call) {
        try {
          RpcCodec.params(call, DeleteMessage.METHOD);
        } catch (Refused refused) {
          assertEquals(-32000, refused.code(), "seed " + seed);
        }
      }
    }
  }

  private static RpcCall call(String line) {
    return assertInstanceOf(RpcCall.class, RpcCodec.readCall(line.getBytes(StandardCharsets.UTF_8)));
  }

  private static BadCall bad(String line) {
    return assertInstanceOf(BadCall.class, RpcCodec.readCall(line.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A result whose member cannot be had. */
  record Failing(String text) {

    @Override
    public String text() {
      throw new IllegalStateException("no value for " + text);
    }
  }
}
