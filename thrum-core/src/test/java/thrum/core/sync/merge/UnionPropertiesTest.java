package thrum.core.sync.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever joins the same lines, in whatever order and grouping, gets the same bytes. */
class UnionPropertiesTest {

  @TempDir Path directory;

  @Test
  void unionIsCommutativeAssociativeAndIdempotent() {
    LongStream.range(0, 50).forEach(this::check);
  }

  @Tag("deep")
  @Test
  void unionIsCommutativeAssociativeAndIdempotentForManySeeds() {
    LongStream.range(1000, 30_000).forEach(this::check);
  }

  private void check(long seed) {
    var random = new Random(seed);
    var pool = pool(random);
    String a = some(random, pool);
    String b = some(random, pool);
    String c = some(random, pool);
    var unions = new Unions(directory);
    String ab = unions.of(a, b);
    assertEquals(ab, unions.of(b, a), () -> "commutative, seed " + seed);
    String abc = unions.of(ab, c);
    assertEquals(abc, unions.of(a, unions.of(b, c)), () -> "associative, seed " + seed);
    assertEquals(abc, unions.of(unions.of(c, a), b), () -> "in any order, seed " + seed);
    for (String part : List.of(a, b, c, ab, abc, "")) {
      assertFalse(unions.changes(abc, part), () -> "idempotent, seed " + seed);
    }
    assertEquals(abc, unions.of(c, abc), () -> "the other way round, seed " + seed);
  }

  /** Few ids and times, so that everything collides. */
  private static List<String> pool(Random random) {
    var pool = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      pool.add(event(random));
    }
    Stream
        .of("garbage", "{}", "[]", "{\"event_id\":\"\"}", "\u0000", "{\"event_id\":7}", "  x", "\u00ff\u00fe",
            "null")
        .forEach(pool::add);
    return pool;
  }

  private static String event(Random random) {
    String[] times = {"2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-01T01:00:00+01:00",
      "2099-01-01T00:00:00Z", "no time"};
    var members = new ArrayList<>(List.of("\"event_id\":\"evt_" + random.nextInt(8) + "\"",
        "\"timestamp\":\"" + times[random.nextInt(times.length)] + "\"", "\"type\":\"x\"",
        "\"sequence\":" + random.nextInt(30)));
    if (random.nextInt(3) == 0) {
      members.add("\"content\":" + random.nextInt(2));
    }
    if (random.nextInt(10) == 0) {
      members.add("\"type\":\"twice\"");
    }
    if (random.nextInt(4) == 0) {
      Collections.shuffle(members, random);
    }
    return "{" + String.join(random.nextInt(8) == 0 ? ", " : ",", members) + "}";
  }

  private static String some(Random random, List<String> pool) {
    var lines = new StringBuilder();
    int count = random.nextInt(20);
    for (int i = 0; i < count; i++) {
      lines.append(pool.get(random.nextInt(pool.size()))).append(random.nextInt(9) == 0 ? "\n\n" : "\n");
    }
    return lines.toString();
  }
}
