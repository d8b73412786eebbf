package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.LocalLine;

/**
 * Any set of events in any order, any number of times, gives what a replay in canonical order gives (03
 * §5.4).
 */
class EquivalenceTest {

  @Test
  void randomHistoriesInRandomOrderEqualTheReplay() {
    check(0, 300);
  }

  @Test
  @Tag("deep")
  void manyRandomHistoriesInRandomOrderEqualTheReplay() {
    check(1_000_000, 30_000);
  }

  private static void check(long firstSeed, int count) {
    try (var replayed = TestProjection.empty(); var live = TestProjection.sweeping(new Sweeps.Pace(2, 4))) {
      for (long seed = firstSeed; seed < firstSeed + count; seed++) {
        try {
          new Run(seed, replayed, live).check();
        } catch (AssertionError | RuntimeException e) {
          fail("seed " + seed + ": " + e.getMessage(), e);
        }
      }
    }
  }

  /** One history: a part of it first, then all of it, each against the replay of what was applied. */
  private record Run(long seed, TestProjection replayed, TestProjection live) {

    void check() {
      var history = new RandomHistory(seed);
      List<EventLine> shared = history.shared();
      List<LocalLine> local = history.local();
      var random = new Random(~seed);
      live.clear();
      Collections.shuffle(shared, random);
      Collections.shuffle(local, random);
      int part = random.nextInt(shared.size() + 1);
      int localPart = random.nextInt(local.size() + 1);
      compare(shared.subList(0, part), local.subList(0, localPart), random);
      compare(shared, local, random);
    }

    private void compare(List<EventLine> shared, List<LocalLine> local, Random random) {
      applyInBatches(shared, local, random);
      live.sweeps().finish();
      replay(shared, local);
      assertEquals(List.of(), ProjectionDump.of(replayed.sql).differences(ProjectionDump.of(live.sql)));
      assertEquals(List.of(), live.rows("SELECT event_id, reason FROM quarantine", 2));
      assertEquals(List.of(), replayed.rows("SELECT event_id, reason FROM quarantine", 2));
      new InboxModel(live.sql).check();
    }

    /** In random order with repeats, in transactions, some of which are rolled back and done again. */
    private void applyInBatches(List<EventLine> shared, List<LocalLine> local, Random random) {
      var lines = new ArrayList<Object>(shared);
      lines.addAll(local);
      for (int repeats = random.nextInt(lines.size() + 1) / 3; repeats > 0; repeats--) {
        lines.add(lines.get(random.nextInt(lines.size())));
      }
      Collections.shuffle(lines, random);
      for (int start = 0; start < lines.size();) {
        int end = Math.min(lines.size(), start + 1 + random.nextInt(12));
        boolean again = random.nextInt(4) == 0;
        live.sql.update("BEGIN");
        lines.subList(start, end).forEach(this::apply);
        for (int slices = random.nextInt(3); slices > 0; slices--) {
          live.sweeps().goOn(() -> random.nextInt(3) > 0);
        }
        live.sql.update(again ? "ROLLBACK" : "COMMIT");
        start = again ? start : end;
      }
    }

    private void apply(Object line) {
      switch (line) {
        case EventLine event -> live.apply(event);
        case LocalLine event -> live.apply(event);
        default -> throw new IllegalArgumentException(line.toString());
      }
    }

    private void replay(List<EventLine> shared, List<LocalLine> local) {
      replayed.clear();
      replayed.sql.update("BEGIN");
      shared.stream().sorted(Comparator.comparing(EventLine::order)).forEach(replayed::apply);
      local.stream().sorted(Comparator.comparing(LocalLine::order)).forEach(replayed::apply);
      replayed.sql.update("COMMIT");
    }
  }
}
