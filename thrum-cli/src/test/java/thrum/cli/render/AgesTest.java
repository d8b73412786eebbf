package thrum.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import thrum.cli.Printed;

class AgesTest {

  private final Ages ages = new Ages(Printed.NOW);

  @ParameterizedTest
  @CsvSource({"PT0S, just now", "PT59S, just now", "PT1M, 1m ago", "PT59M59S, 59m ago", "PT1H, 1h ago",
    "PT23H59M, 23h ago", "P1D, 1d ago", "P6DT23H, 6d ago", "P40D, 40d ago", "-PT5M, just now"})
  void listsTellAgesInTheLargestUnit(Duration age, String text) {
    assertEquals(text, ages.ago(Printed.NOW.minus(age)));
  }

  @ParameterizedTest
  @CsvSource({"P6DT23H, 6d ago", "P7D, Apr 25", "P59D, Mar 4", "P365D, May 2"})
  void messagesShowTheDateFromAWeekOn(Duration age, String text) {
    assertEquals(text, ages.agoOrDate(Printed.NOW.minus(age)));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0s", "PT42S, 42s", "PT17M30S, 17m", "PT2H15M, 2h15m", "PT2H, 2h", "P3DT4H59M, 3d4h",
    "P3D, 3d"})
  void lengthsShowTwoUnitsAtMost(Duration duration, String text) {
    assertEquals(text, Ages.length(duration));
  }

  @Test
  void theClockIsUtcWithLeadingZeros() {
    assertEquals("2026-03-04 05:06:07", Ages.clock(Instant.parse("2026-03-04T05:06:07.999Z")));
  }
}
