package thrum.protocol.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.exec.ExecuteCommand.Tty;
import thrum.protocol.failure.Refused;
import thrum.protocol.rpc.RpcCall;
import thrum.protocol.rpc.RpcCodec;

/** The request of {@code cli.exec} as it comes over the wire. */
class ExecuteCommandTest {

  @Test
  void everyMemberIsRead() {
    var request = read(
        """
            {"argv":["c2VuZA==","Z3LDvG4="],"cwd":"/w","env":{"HOME":"/h","THRUM_NAME":"ada","SECRET":"s","CLAUDE_X":"1"},
            "tty":{"stdin":true,"stdout":false,"stderr":true,"columns":120},"umask":18,"pid":7,"version":"1+a"}""");
    assertEquals(Optional.of(List.of("send", "grün")), request.words());
    assertEquals("/w", request.cwd());
    assertEquals(Map.of("HOME", "/h", "THRUM_NAME", "ada", "CLAUDE_X", "1"), request.env());
    assertEquals(new Tty(true, false, true, 120), request.tty());
    assertEquals(18, request.umask());
    assertEquals(7, request.pid());
    assertEquals("1+a", request.version());
  }

  @Test
  void whatMayBeLeftOutMay() {
    var request = read("{\"argv\":[],\"cwd\":\"/\",\"pid\":1,\"version\":\"v\",\"env\":null}");
    assertEquals(Optional.of(List.of()), request.words());
    assertEquals(Map.of(), request.env());
    assertEquals(Tty.NONE, request.tty());
    assertEquals(null, request.umask());
  }

  @Test
  void aWordThatIsNoTextIsNoWord() {
    var words = List.of("ok".getBytes(StandardCharsets.UTF_8), new byte[]{(byte) 0xC3});
    var request = new ExecuteCommand(words, "/", Map.of(), Tty.NONE, null, 1, "v");
    assertEquals(Optional.empty(), request.words());
  }

  @Test
  void aWidthThatNoTerminalHasIsCut() {
    assertEquals(0, new Tty(true, true, true, -3).columns());
    assertEquals(10_000, new Tty(true, true, true, Integer.MAX_VALUE).columns());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"cwd\":\"/\",\"pid\":1,\"version\":\"v\"}",
    "{\"argv\":[],\"pid\":1,\"version\":\"v\"}", "{\"argv\":[],\"cwd\":\"/\",\"version\":\"v\"}",
    "{\"argv\":[],\"cwd\":\"/\",\"pid\":-1,\"version\":\"v\"}", "{\"argv\":[],\"cwd\":\"/\",\"pid\":1}",
    "{\"argv\":[\"*\"],\"cwd\":\"/\",\"pid\":1,\"version\":\"v\"}"})
  void whatIsMissingOrWrongIsRefused(String params) {
    assertThrows(Refused.class, () -> read(params));
  }

  @Test
  void theListOfVariablesHoldsWhatCommandsReadAndNoSecrets() {
    for (String name : List.of("THRUM_NAME", "THRUM_ANYTHING", "CLAUDE_SESSION_ID", "PATH", "COLUMNS",
        "TZ")) {
      assertTrue(PassedVariables.include(name), name);
    }
    for (String name : List.of("AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "GIT_DIR", "LD_PRELOAD", "thrum_name",
        "")) {
      assertFalse(PassedVariables.include(name), name);
    }
  }

  private static ExecuteCommand read(String params) {
    var line =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cli.exec\",\"params\":" + params.replace("\n", "") + "}";
    var call = (RpcCall) RpcCodec.readCall(line.getBytes(StandardCharsets.UTF_8));
    return RpcCodec.params(call, ExecuteCommand.METHOD);
  }
}
