package thrum.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {

  @Test
  void textsCompareAsTheirBytesDo() {
    for (long seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      var left = text(random);
      var right = random.nextInt(4) == 0 ? left + text(random) : text(random);
      assertEquals(Integer.signum(Arrays.compareUnsigned(bytes(left), bytes(right))),
          Integer.signum(Utf8Order.compareTexts(left, right)), "seed " + seed);
    }
  }

  private static String text(Random random) {
    var codePoints = random.ints(random.nextInt(4), 0, 4).map(kind -> switch (kind) {
      case 0 -> 'a' + random.nextInt(2);
      case 1 -> 0xE000 + random.nextInt(2);
      case 2 -> 0x1F600 + random.nextInt(2);
      default -> 0xFFFD;
    }).toArray();
    return new String(codePoints, 0, codePoints.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
