package thrum.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.failure.Refused;

/** 01 §1.9: the four ways to say when. */
class MomentTest {

  private static final Moment MOMENT = new Moment("--before", Instant.parse("2026-05-01T12:00:00Z"));

  @ParameterizedTest
  @CsvSource({"30d,2026-04-01T12:00:00Z", "1d,2026-04-30T12:00:00Z", "12h30m,2026-04-30T23:30:00Z",
    "90s,2026-05-01T11:58:30Z", "2026-01-31,2026-01-31T00:00:00Z",
    "2026-01-31T10:00:00Z,2026-01-31T10:00:00Z", "2026-01-31T10:00:00.5+02:00,2026-01-31T10:00:00.5+02:00",
    " 1d ,2026-04-30T12:00:00Z", "2099-01-01,2099-01-01T00:00:00Z"})
  void daysDurationsDatesAndTimesAreUnderstood(String written, String moment) {
    assertEquals(moment, MOMENT.parse(written).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "d", "0d", "-3d", "1.5d", "+1d", "99999999999999999999d", "999999999d", "0",
        "0s", "-1h", "yesterday", "2026-02-30", "2026-1-1", "2026-01-31 10:00", "12", "٣d", "300y"})
  void anythingElseIsRefusedWithTheFormsThatAreAccepted(String written) {
    var refusal = assertThrows(Refused.class, () -> MOMENT.parse(written)).text();
    for (String named : new String[]{"\"" + written + "\"", "30d", "12h30m", "(2026-01-31)"}) {
      assertTrue(refusal.contains(named), refusal);
    }
  }

  @Test
  void aRefusalIsOneLine() {
    assertEquals(1, assertThrows(Refused.class, () -> MOMENT.parse("soon")).text().lines().count());
  }
}
