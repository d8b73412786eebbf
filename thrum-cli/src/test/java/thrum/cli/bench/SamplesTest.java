package thrum.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples hundred =
      new Samples(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray());

  @Test
  void aQuantileIsASampleThatTheShareDoesNotExceed() {
    assertEquals(50, hundred.median());
    assertEquals(95, hundred.quantile(0.95));
    assertEquals(100, hundred.quantile(1));
  }

  @Test
  void oneSampleIsEveryQuantile() {
    assertEquals(3, new Samples(new long[]{3_000_000}).quantile(0.01));
  }
}
