package thrum.protocol.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.id.EventId;
import thrum.protocol.time.LogTime;

/** Lines that somebody else wrote, well or not (03 §3.1, §4.3, §5.4). */
class HostileLineTest {

  private static final String RECEIPT =
      "\"type\":\"message.receipt\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"message_id\":\"m\",\"agent_id\":\"a\"";

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "7", "\"x\"", "{", "{}", "{\"event_id\":\"\"}",
    "{\"event_id\":null}",
    "{\"event_id\":7}", "{\"event_id\":[\"e\"]}", "{\"event_id\":\"e\"} x", "{\"event_id\":\"e\",}", "\u0000",
    "{\"event_id\":\"e\u0000\"}", "<<<<<<< HEAD", "{\"event_id\":\"e\",\"n\":1e99999999999}"})
  void aLineThatIsNoEventIsKeptAsItIs(String line) {
    var opaque = assertInstanceOf(OpaqueLine.class, EventCodec.parse(utf8(line)));
    assertArrayEquals(utf8(line), opaque.bytes());
    assertInstanceOf(OpaqueLine.class, LocalCodec.parse(utf8(line)));
  }

  @Test
  void bombsAreKeptAsTheyAre() {
    for (var bomb : new String[]{"[".repeat(1_000_000), "{\"a\":".repeat(1_000_000),
      "{\"event_id\":\"e\",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}",
      "{\"event_id\":\"e\",\"x\":" + "9".repeat(5000) + "}"}) {
      assertInstanceOf(OpaqueLine.class, EventCodec.parse(utf8(bomb)));
    }
  }

  @Test
  void aLineOfFourMebibytesIsRead() {
    var content = "x".repeat(4 * 1024 * 1024);
    var line = event("{\"event_id\":\"e\",\"type\":\"message.edit\",\"timestamp\":\"2026-02-03T18:02:10Z\","
        + "\"message_id\":\"m\",\"body\":{\"content\":\"" + content + "\"}}");
    assertEquals(content, assertInstanceOf(MessageEdited.class, line.event()).body().content());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "\"type\":\"message.create\",\"timestamp\":\"2026-02-03T18:02:10Z\"",
    "\"type\":\"message.create\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"message_id\":\"m\",\"agent_id\":\"a\",\"session_id\":\"s\"",
    "\"type\":\"message.edit\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"message_id\":\"m\",\"body\":\"text\"",
    "\"type\":\"message.edit\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"message_id\":\"m\",\"body\":{\"content\":7}",
    "\"type\":\"message.edit\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"message_id\":7,\"body\":{\"content\":\"x\"}",
    "\"type\":\"message.delete\",\"timestamp\":\"yesterday\",\"message_id\":\"m\"",
    "\"type\":\"message.delete\",\"message_id\":\"m\"",
    "\"type\":\"agent.register\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"agent_id\":\"a\",\"claude_pid\":\"7\"",
    "\"type\":\"agent.register\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"agent_id\":\"a\",\"claude_pid\":99999999999999999999",
    "\"type\":\"agent.update\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"agent_id\":\"a\",\"work_contexts\":[7]",
    "\"type\":\"agent.update\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"agent_id\":\"a\",\"work_contexts\":[{\"session_id\":\"s\",\"git_updated_at\":\"x\"}]",
    "\"type\":\"group.update\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"group_id\":\"g\",\"fields\":{\"name\":7}",
    "\"type\":\"purge.executed\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"cutoff\":\"x\"",
    "\"type\":7,\"timestamp\":\"2026-02-03T18:02:10Z\"", "\"x\":1",
    "\"type\":\"thread.create\",\"timestamp\":\"2026-02-03T18:02:10Z\""})
  void anEventThatCannotBeUnderstoodIsKeptWithoutEffect(String members) {
    var line = event("{\"event_id\":\"e\"," + members + "}");
    assertInstanceOf(UnknownEvent.class, line.event());
    assertThrows(IllegalArgumentException.class, () -> EventCodec.encode(line.event(), line.envelope()));
  }

  @Test
  void anEnvelopeOfWrongTypesIsReadAsFarAsItGoes() {
    var line = event("{\"event_id\":\"e\",\"v\":\"x\",\"origin_daemon\":7,\"sequence\":1.5," + RECEIPT + "}");
    assertEquals(new Envelope(new EventId("e"), 1, "", null), line.envelope());
    assertInstanceOf(MessageReceipt.class, line.event());
    assertEquals(Long.MAX_VALUE,
        event("{\"event_id\":\"e\",\"sequence\":9223372036854775807," + RECEIPT + "}").envelope().sequence());
    assertNull(
        event("{\"event_id\":\"e\",\"sequence\":9223372036854775808," + RECEIPT + "}").envelope().sequence());
    assertEquals(3, event("{\"event_id\":\"e\",\"v\":3," + RECEIPT + "}").envelope().v());
  }

  @Test
  void ofMembersWithTheSameNameTheLastCounts() {
    var line = event("{\"event_id\":\"e\",\"event_id\":\"f\"," + RECEIPT + ",\"agent_id\":\"b\"}");
    assertEquals(new EventId("f"), line.envelope().eventId());
    assertEquals("b", assertInstanceOf(MessageReceipt.class, line.event()).agentId().value());
  }

  @Test
  void unknownMembersSurviveAtEveryLevel() {
    var line = "{\"body\":{\"content\":\"x\",\"extra\":{\"deep\":[12345678901234567890123,1.5e-9,null]},"
        + "\"format\":\"plain\"},\"event_id\":\"e\",\"message_id\":\"m\",\"signature\":{\"k\":\"v\"},"
        + "\"timestamp\":\"2026-02-03T18:02:10+01:00\",\"type\":\"message.edit\",\"v\":1}";
    assertEquals(line, event(line).text());
    assertEquals(line.replace("\"signature\"", "\"sequence\":9,\"signature\""),
        event(line).withSequence(9).text());
    assertEquals(line, event(line).text(), "the first line is untouched");
  }

  @Test
  void nulAndLoneSurrogatesInTextsAreReadAndWritten() {
    var line = event("{\"event_id\":\"e\",\"type\":\"message.edit\",\"timestamp\":\"2026-02-03T18:02:10Z\","
        + "\"message_id\":\"m\",\"body\":{\"content\":\"a\\u0000\\ud800b\",\"format\":\"\"}}");
    var edit = assertInstanceOf(MessageEdited.class, line.event());
    assertEquals("a\u0000\uFFFDb", edit.body().content());
    assertEquals("markdown", edit.body().format());
    assertTrue(line.text().contains("a\\u0000\uFFFDb"));
  }

  @Test
  void theProcessIdOfLaterVersionsIsRead() {
    var line = event("{\"event_id\":\"e\",\"type\":\"agent.register\",\"timestamp\":\"2026-02-03T18:02:10Z\","
        + "\"agent_id\":\"a\",\"agent_pid\":12}");
    var registered = assertInstanceOf(AgentRegistered.class, line.event());
    assertEquals(12, registered.claudePid());
    assertEquals("", registered.role());
  }

  @Test
  void emptyTextsAreAbsent() {
    var line = event("{\"event_id\":\"e\",\"session_id\":\"\"," + RECEIPT + "}");
    assertNull(assertInstanceOf(MessageReceipt.class, line.event()).sessionId());
  }

  @Test
  void anEventWithoutReadableTimeIsOrderedByItsId() {
    var ulid = event("{\"event_id\":\"evt_01KGJAPHAB041061050R3GG28A\",\"type\":\"x\",\"timestamp\":\"?\"}");
    assertEquals(1_770_141_730_123_000_000L, ulid.order().nanos());
    assertEquals(0, event("{\"event_id\":\"e\",\"type\":\"x\"}").order().nanos());
    assertEquals(Long.MAX_VALUE,
        event("{\"event_id\":\"7ZZZZZZZZZZZZZZZZZZZZZZZZZ\",\"type\":\"x\"}").order().nanos());
  }

  @Test
  void eventsAreOrderedByInstantThenByTheBytesOfTheirIds() {
    var ten = new EventOrder(LogTime.parse("2026-02-03T18:02:10Z").nanos(), "b");
    var later = new EventOrder(LogTime.parse("2026-02-03T18:02:10.5Z").nanos(), "a");
    assertTrue(ten.compareTo(later) < 0);
    assertTrue(new EventOrder(0, "\uFFFD").compareTo(new EventOrder(0, "\uD83D\uDE00")) < 0);
    assertEquals(0, ten.compareTo(new EventOrder(ten.nanos(), "b")));
  }

  @ParameterizedTest
  @MethodSource("thrum.protocol.event.CatalogueTest#lines")
  void aDamagedLineIsAnsweredAndNeverBreaks(String line) {
    var random = new Random(line.hashCode());
    for (int i = 0; i < 500; i++) {
      var bytes = utf8(line);
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (EventCodec.parse(bytes) instanceof EventLine read) {
        var again = assertInstanceOf(EventLine.class, EventCodec.parse(read.bytes()));
        assertEquals(read.event(), again.event());
        assertEquals(read.text(), again.text());
      }
      LocalCodec.parse(bytes);
    }
  }

  private static EventLine event(String line) {
    return assertInstanceOf(EventLine.class, EventCodec.parse(utf8(line)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
