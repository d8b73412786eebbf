package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import thrum.protocol.event.EventOrder;

class LineIndexTest {

  @Test
  void eventsComeOnceInCanonicalOrderByTheirSmallestLine() {
    for (long seed = 1; seed <= 50; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) {
    var random = new Random(seed);
    int count = random.nextInt(3000);
    var lines = new ArrayList<byte[]>();
    var expected = new HashMap<String, Integer>();
    var orders = new ArrayList<EventOrder>();
    var index = new LineIndex();
    for (int i = 0; i < count; i++) {
      String id = "evt_" + random.nextInt(Math.max(1, count));
      byte[] line = ("line " + random.nextInt(1000)).getBytes(StandardCharsets.UTF_8);
      long nanos = random.nextInt(50);
      lines.add(line);
      orders.add(new EventOrder(nanos, id));
      index.add(nanos, id.getBytes(StandardCharsets.UTF_8), 0, i, line.length);
      expected.merge(id, i,
          (a, b) -> java.util.Arrays.compareUnsigned(lines.get(a), lines.get(b)) <= 0 ? a : b);
    }
    var given = new ArrayList<Long>();
    index.forEach((file, offset, length) -> lines.get((int) offset),
        (file, offset, length) -> given.add(offset));
    List<EventOrder> order = given.stream().map(i -> orders.get(i.intValue())).toList();
    assertEquals(order.stream().sorted().toList(), order, "seed " + seed);
    assertEquals(expected.size(), given.size(), "seed " + seed);
    for (long place : given) {
      int best = expected.getOrDefault(orders.get((int) place).eventId(), -1);
      assertEquals(new String(lines.get(best), StandardCharsets.UTF_8),
          new String(lines.get((int) place), StandardCharsets.UTF_8),
          "seed " + seed);
    }
  }

  @Test
  void numbersAreSortedByWhatTheyStandFor() {
    var random = new Random(5);
    for (int size : new int[]{0, 1, 2, 11, 12, 13, 100, 1000}) {
      int[] keys = random.ints(size, 0, 50).toArray();
      int[] numbers = IntStream.range(0, size).toArray();
      IntSort.sort(numbers, (a, b) -> Integer.compare(keys[a], keys[b]));
      var expected = IntStream.range(0, size).boxed().sorted(Comparator.comparingInt(i -> keys[i])).toList();
      assertEquals(expected, IntStream.of(numbers).boxed().toList(), "stable, size " + size);
      assertTrue(numbers.length == size);
    }
  }
}
