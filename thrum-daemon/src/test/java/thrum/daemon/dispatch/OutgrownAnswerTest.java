package thrum.daemon.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.json.Json;

/** An answer that there is no room for. */
class OutgrownAnswerTest {

  @Test
  void whoeverAskedForTooMuchIsToldSo() {
    var startUp = new StartUp();
    startUp.succeeded();
    var faults = new ArrayList<String>();
    try (var deadlines = new Deadlines()) {
      var methods = new Methods();
      methods.on(CheckHealth.METHOD, (_, _) -> {
        throw new IllegalStateException("no room was to be had for " + new long[Integer.MAX_VALUE].length);
      });
      var dispatcher = new Dispatcher(methods, startUp, deadlines, Dispatcher.REQUEST_LIMIT,
          (method, _) -> faults.add(method));
      var line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}".getBytes(StandardCharsets.UTF_8);
      var answer = assertInstanceOf(Reply.Line.class, dispatcher.reply(line, Peer.unixSocket()));
      String message = Json.MAPPER.readTree(answer.bytes()).at("/error/message").asString();
      assertTrue(message.contains("does not fit into the daemon's memory"), message);
      assertTrue(message.contains("ask for fewer messages at once"), message);
      assertEquals(1, message.lines().count());
    }
    assertEquals(1, faults.size());
  }
}
