package thrum.daemon.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.json.Json;

/** A request that comes too early is not kept for ever. */
class StartUpPatienceTest {

  @Test
  void aRequestIsToldBeforeItsClientGivesUpThatTheDaemonStillStarts() {
    var startUp = new StartUp();
    assertEquals("the daemon is still reading its log; try again in a moment", error(startUp));
  }

  @Test
  void anUnknownMethodIsUnknownOnceTheDaemonHasStarted() {
    var startUp = new StartUp();
    startUp.succeeded();
    assertTrue(error(startUp).contains("ethod not found"), error(startUp));
  }

  private static String error(StartUp startUp) {
    try (var deadlines = new Deadlines()) {
      var methods = new Methods();
      methods.on(CheckHealth.METHOD, (_, _) -> {
        throw new AssertionError("not asked for");
      });
      var dispatcher = new Dispatcher(methods, startUp, deadlines, Duration.ofMillis(20), (_, fault) -> {
        throw new AssertionError(fault);
      });
      var line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"agent.list\"}".getBytes(StandardCharsets.UTF_8);
      var bytes = switch (dispatcher.reply(line, Peer.unixSocket())) {
        case Reply.LastLine last -> last.bytes();
        case Reply.Line whole -> whole.bytes();
        case Reply.Takeover takeover -> assertInstanceOf(byte[].class, takeover);
      };
      return Json.MAPPER.readTree(bytes).at("/error/message").asString();
    }
  }
}
