package thrum.protocol.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.failure.Refused;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.MarkRead;
import thrum.protocol.message.SendMessage;

/** Binding parameters to records (02 §2.2, §4.5). */
class ParamsTest {

  @Test
  void aCallIsBoundToTheRecordOfItsMethod() {
    var send = bind(
        """
            {"content":"x","scopes":[{"type":"module","value":"api"}],"mentions":["@bo"],"structured":{"b":1,"a":[]},
             "reply_to":"","caller_agent_id":"ada","disclose":null,"tags":["t"],"novel":{"x":1}}""",
        SendMessage.METHOD);
    assertEquals("x", send.content());
    assertEquals("markdown", send.format());
    assertEquals(List.of(new Link("module", "api")), send.scopes());
    assertEquals(List.of(), send.refs());
    assertEquals(List.of("@bo"), send.mentions());
    assertNull(send.replyTo());
    assertEquals("{\"b\":1,\"a\":[]}", String.valueOf(send.structured()));
    assertEquals("ada", String.valueOf(send.callerAgentId()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null"})
  void absentParametersAreAnEmptyObject(String params) {
    var list = bind(params, ListMessages.METHOD);
    assertEquals(10, list.pageSize());
    assertEquals(1, list.page());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"content":5}                                 | invalid request: content: wrong type of value
      {"content":true}                              | invalid request: content: wrong type of value
      {"content":"x","mentions":"bo"}               | invalid request: mentions: wrong type of value
      {"content":"x","mentions":[5]}                | invalid request: mentions[0]: wrong type of value
      {"content":"x","scopes":[{"type":1}]}         | invalid request: scopes[0].type: wrong type of value
      {"content":"x","scopes":{"type":"a"}}         | invalid request: scopes: wrong type of value
      {"content":"x","structured":[1]}              | invalid request: structured: wrong type of value
      {"content":"x","structured":"{}"}             | invalid request: structured: wrong type of value
      {"content":"x","disclose":"true"}             | invalid request: disclose: wrong type of value
      {"content":"x","disclose":1}                  | invalid request: disclose: wrong type of value
      {"content":"x","caller_agent_id":7}           | invalid request: caller_agent_id: wrong type of value
      {"content":"x","reply_to":["m"]}              | invalid request: reply_to: wrong type of value
      ["x"]                                         | invalid request: params must be an object
      "x"                                           | invalid request: params must be an object
      {}                                            | content is required
      {"content":""}                                | content is required
      {"content":null}                              | content is required
      """)
  void parametersThatDoNotFitAreRefused(String params, String text) {
    var refused = assertThrows(Refused.class, () -> bind(params, SendMessage.METHOD));
    assertEquals(text, refused.text());
    assertEquals(-32000, refused.code());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"page_size":"5"}            | invalid request: page_size: wrong type of value
      {"page_size":1.5}            | invalid request: page_size: wrong type of value
      {"page_size":99999999999}    | invalid request: page_size: wrong type of value
      {"scope":"module:api"}       | invalid request: scope: wrong type of value
      {"created_after":"today"}    | invalid request: created_after: not an RFC 3339 time: 'today'
      """)
  void filtersThatDoNotFitAreRefused(String params, String text) {
    assertEquals(text, assertThrows(Refused.class, () -> bind(params, ListMessages.METHOD)).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "7", "{\"caller_agent_id\":7}"})
  void aLenientMethodIgnoresWhatDoesNotFit(String params) {
    assertNull(bind(params, WhoAmI.METHOD).callerAgentId());
    assertEquals(new CheckHealth(false), bind(params, CheckHealth.METHOD));
  }

  @Test
  void markingNamesMessagesOrAllOfThem() {
    assertEquals("message_ids is required and must not be empty",
        assertThrows(Refused.class, () -> bind("{\"message_ids\":[\"\"]}", MarkRead.METHOD)).text());
    assertEquals("all cannot be combined with message_ids",
        assertThrows(Refused.class, () -> bind("{\"message_ids\":[\"m\"],\"all\":true}", MarkRead.METHOD))
            .text());
    assertEquals(1, bind("{\"message_ids\":[\"m\",null,\"\"]}", MarkRead.METHOD).messageIds().size());
  }

  private static <P extends Request<R>, R> P bind(String params, Method<P, R> method) {
    var line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":" + params + "}";
    var call = assertInstanceOf(RpcCall.class, RpcCodec.readCall(line.getBytes(StandardCharsets.UTF_8)));
    return RpcCodec.params(call, method);
  }
}
