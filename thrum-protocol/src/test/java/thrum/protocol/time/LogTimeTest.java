package thrum.protocol.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of 03 §3.2(7). */
class LogTimeTest {

  @ParameterizedTest
  @CsvSource({"2026-02-03T18:02:15Z,2026-02-03T18:02:15Z", "2026-02-03T18:02:15.000Z,2026-02-03T18:02:15Z",
    "2026-02-03T18:02:15.1Z,2026-02-03T18:02:15.1Z", "2026-02-03T18:02:15.120Z,2026-02-03T18:02:15.12Z",
    "2026-02-03T18:02:15.32112Z,2026-02-03T18:02:15.32112Z",
    "2026-02-03T18:02:15.123456Z,2026-02-03T18:02:15.123456Z",
    "2026-02-03T18:02:15.000000007Z,2026-02-03T18:02:15.000000007Z",
    "2026-02-03T18:02:15.123456789+01:00,2026-02-03T17:02:15.123456789Z",
    "2026-02-03T18:02:15-17:59,2026-02-04T12:01:15Z", "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
    "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z", "2000-02-29T12:00:00Z,2000-02-29T12:00:00Z"})
  void whatIsReadIsKeptAndWhatIsWrittenIsCanonical(String read, String written) {
    var time = LogTime.parse(read);
    assertEquals(read, time.text());
    assertEquals(OffsetDateTime.parse(read).toInstant(), time.instant());
    assertEquals(written, LogTime.of(time.instant()).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026", "2026-02-03", "2026-02-03T18:02:15", "2026-02-03 18:02:15Z",
    "2026-02-03t18:02:15z", "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
    "2026-01-01T23:60:00Z", "2026-01-01T23:59:60Z", "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00.1234567890Z",
    "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00+24:00",
    "2026-01-01T00:00:00+01:60",
    "2026-01-01T00:00:00ZZ", "2026-01-01T00:00:00.5", "+2026-01-01T00:00:00Z", "-026-01-01T00:00:00Z",
    "２026-01-01T00:00:00Z", "2026-01-01T00:00:00\u0000", "today", "2026-01-01T00:00:00,5Z"})
  void garbageIsRefused(String text) {
    assertFalse(LogTime.isTime(text));
    assertThrows(IllegalArgumentException.class, () -> LogTime.parse(text));
  }

  @Test
  void anyPrefixOrChangedCharacterIsReadOrRefusedButNeverBreaks() {
    var text = "2026-02-03T18:02:15.123456789+01:00";
    for (int i = 0; i < text.length(); i++) {
      LogTime.isTime(text.substring(0, i));
      for (char c = 0; c < 128; c++) {
        LogTime.isTime(text.substring(0, i) + c + text.substring(i + 1));
      }
    }
    assertTrue(LogTime.isTime(text));
  }

  @Test
  void nanosecondsSaturate() {
    assertEquals(Long.MAX_VALUE, LogTime.parse("9999-12-31T23:59:59Z").nanos());
    assertEquals(Long.MIN_VALUE, LogTime.parse("0000-01-01T00:00:00Z").nanos());
    assertEquals("2262-04-11T23:47:16.854775807Z", LogTime.ofNanos(Long.MAX_VALUE).text());
    assertEquals("1677-09-21T00:12:43.145224192Z", LogTime.ofNanos(Long.MIN_VALUE).text());
    assertEquals(Long.MAX_VALUE, LogTime.parse("2262-04-11T23:47:16.854775808Z").nanos());
    assertEquals(Long.MIN_VALUE, LogTime.parse("1677-09-21T00:12:43.145224191Z").nanos());
    assertEquals(Long.MIN_VALUE + 1, LogTime.parse("1677-09-21T00:12:43.145224193Z").nanos());
    assertEquals(Long.MAX_VALUE - 1, LogTime.parse("2262-04-11T23:47:16.854775806Z").nanos());
    assertEquals(Long.MAX_VALUE, LogTime.ofNanos(Long.MAX_VALUE).plusNanos(1).nanos());
    assertEquals(Long.MIN_VALUE, LogTime.ofNanos(Long.MIN_VALUE).plusNanos(-1).nanos());
  }

  @Test
  void instantsBeyondFourDigitYearsBecomeTheNearestThatCanBeWritten() {
    assertEquals("9999-12-31T23:59:59.999999999Z", LogTime.of(Instant.MAX).text());
    assertEquals("0000-01-01T00:00:00Z", LogTime.of(Instant.MIN).text());
  }

  @Test
  void theOrderIsThatOfInstants() {
    var whole = LogTime.parse("2026-02-03T18:02:10Z");
    var half = LogTime.parse("2026-02-03T18:02:10.5Z");
    assertTrue(whole.compareTo(half) < 0);
    assertEquals(LogTime.parse("2026-02-04T18:01:10Z").nanos(),
        LogTime.parse("2026-02-03T18:02:10-23:59").nanos());
    assertEquals(0, whole.compareTo(LogTime.parse("2026-02-03T19:02:10.0+01:00")));
    assertTrue(half.plusNanos(1).compareTo(half) > 0);
  }

  @Test
  void randomInstantsSurvive() {
    var seed = 20260203L;
    var random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long nanos = random.nextLong() >> random.nextInt(40);
      var time = LogTime.ofNanos(nanos);
      assertEquals(nanos, time.nanos(), () -> "seed " + seed + ": " + time);
      assertEquals(nanos, LogTime.parse(time.text()).nanos());
      assertEquals(Instant.ofEpochSecond(0, nanos), time.instant());
      var offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 1080) - 1080));
      var elsewhere = time.instant().atOffset(offset).toString();
      if (LogTime.isTime(elsewhere)) { // Java leaves out the seconds when they are zero
        assertEquals(nanos, LogTime.parse(elsewhere).nanos(), elsewhere);
      }
    }
  }
}
