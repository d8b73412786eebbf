package thrum.protocol.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.id.EventId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** Lines of the local log (ruling 58). */
class LocalCodecTest {

  private static final LogTime AT = LogTime.parse("2026-02-03T18:02:10.5Z");
  private static final SessionId SESSION = new SessionId("ses_1");
  private static final EventId ID = new EventId("evt_1");

  static Stream<LocalEvent> events() {
    var link = new Link("file", "a<b>");
    return Stream.of(new IntentSet(AT, SESSION, "JWT & more"), new IntentSet(AT, SESSION, null),
        new TaskSet(AT, SESSION, "T-12"), new TaskSet(AT, SESSION, ""),
        new SessionLinks(AT, SESSION, List.of(link), List.of(), List.of(link, link), List.of(link)),
        new SessionLinks(AT, SESSION, List.of(), List.of(link), List.of(), List.of()),
        new Subscribed(AT, "sub_1", SESSION, "module", "api", null),
        new Subscribed(AT, "sub_1", SESSION, null, null, "reviewer"), new Unsubscribed(AT, "sub_1"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void aLocalEventSurvivesItsLine(LocalEvent event) {
    var written = LocalCodec.encode(event, ID);
    var read = assertInstanceOf(LocalLine.class, LocalCodec.parse(written.bytes()));
    assertEquals(written, read);
    assertEquals(AT.nanos(), read.order().nanos());
  }

  @Test
  void aLocalLineHasNoSequenceAndNoOrigin() {
    assertEquals(
        "{\"event_id\":\"evt_1\",\"intent\":\"x\",\"session_id\":\"ses_1\",\"timestamp\":\"2026-02-03T18:02:10.5Z\","
            + "\"type\":\"local.session.intent\",\"v\":1}",
        new String(LocalCodec.encode(new IntentSet(AT, SESSION, "x"), ID).bytes(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"type\":\"local.novelty\"", "\"type\":\"local.session.intent\"",
    "\"type\":\"local.session.task\",\"session_id\":\"s\",\"task\":7",
    "\"type\":\"local.session.links\",\"session_id\":\"s\",\"add_refs\":{}", "\"x\":1"})
  void aLocalLineThatCannotBeUnderstoodIsKeptWithoutEffect(String members) {
    var line = "{\"event_id\":\"evt_1\",\"timestamp\":\"2026-02-03T18:02:10.5Z\"," + members + "}";
    var read = assertInstanceOf(LocalLine.class, LocalCodec.parse(line.getBytes(StandardCharsets.UTF_8)));
    assertInstanceOf(UnknownLocalEvent.class, read.event());
    assertThrows(IllegalArgumentException.class, () -> LocalCodec.encode(read.event(), ID));
  }

  @Test
  void aLocalLineWithoutReadableTimeHasNoEffect() {
    var read = assertInstanceOf(LocalLine.class, LocalCodec
        .parse(
            "{\"event_id\":\"e\",\"type\":\"local.subscription.remove\"}".getBytes(StandardCharsets.UTF_8)));
    assertEquals(new UnknownLocalEvent("local.subscription.remove", LogTime.ofNanos(0)), read.event());
  }
}
