package thrum.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({"300ms, PT0.3S", "30s, PT30S", "5m, PT5M", "1h30m, PT1H30M", "1.5h, PT1H30M", "0, PT0S",
    "-30s, PT-30S",
    "+60s, PT60S", "2us, PT0.000002S", "2µs, PT0.000002S", "7ns, PT0.000000007S"})
  void numbersWithUnitsAreAddedUp(String text, Duration duration) {
    assertEquals(duration, DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "d", "3d", "5 m", "1h-3m", "ms", "1..5s", "999999999999h", "-"})
  void anythingElseIsRefused(String text) {
    assertThrows(TypeConversionException.class, () -> DurationText.parse(text));
  }
}
