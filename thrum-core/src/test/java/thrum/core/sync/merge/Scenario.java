package thrum.core.sync.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import thrum.core.git.GitSandbox;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.MessageId;

/** One run of many clones, each with a clock of its own that goes wrong by up to a second. */
final class Scenario implements AutoCloseable {

  private static final int CYCLES = 3;

  private final Random random;
  private final int seed;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-07T10:30:00.123Z"));
  private final List<Clone> clones = new ArrayList<>();
  private final Map<Clone, KillableDisk> disks = new HashMap<>();
  private final List<MessageId> messages = new ArrayList<>();
  private final Set<Clone> offline = new HashSet<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  /** What removes lines on purpose happens in every other run, so that the others can count every line. */
  private final boolean withTombstones;

  Scenario(Path directory, int seed, int count) {
    this.seed = seed;
    random = new Random(seed);
    withTombstones = seed % 2 == 0;
    var git = new GitSandbox(directory);
    var wire = new SharedObjects(git.directory("remote.git"));
    for (int i = 0; i < count; i++) {
      var skew = Duration.ofMillis(random.nextInt(2000) - 1000);
      var disk = new KillableDisk();
      var clone = new Clone(git, wire, "c" + i, () -> tick().plus(skew), disk, seed * 100L + i);
      clones.add(clone);
      disks.put(clone, disk);
      clone.onCommit(committed -> committed.events()
          .forEach(line -> acknowledged.add(line.envelope().eventId().value())));
    }
  }

  private Instant tick() {
    return now.updateAndGet(time -> time.plusMillis(3));
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step(any());
    }
    quiet();
    check();
  }

  private Clone any() {
    return clones.get(random.nextInt(clones.size()));
  }

  private void step(Clone clone) {
    int dice = random.nextInt(100);
    if (dice < 60) {
      write(clone);
    } else if (dice < 80) {
      cycle(clone);
    } else if (dice < 88) {
      loseARace(clone);
    } else if (dice < 93) {
      if (!offline.remove(clone)) {
        offline.add(clone);
      }
    } else {
      kill(clone);
    }
  }

  private void write(Clone clone) {
    int dice = random.nextInt(100);
    String author = "c" + random.nextInt(clones.size());
    if (dice < 45 || messages.isEmpty()) {
      messages.add(clone.send(author, "message " + messages.size()));
    } else if (dice < 55) {
      clone.register(author);
    } else if (dice < 58 && withTombstones) {
      clone.cleanUp(author);
    } else if (dice == 58 && withTombstones) {
      clone.purgeAll();
    } else {
      change(clone, messages.get(random.nextInt(messages.size())), dice);
    }
  }

  /** Often of a message that has not arrived there yet. */
  private static void change(Clone clone, MessageId message, int dice) {
    if (dice < 70) {
      clone.edit(message, "edited " + dice);
    } else if (dice < 75) {
      clone.delete(message);
    } else {
      clone.read(message, "c" + dice % 10);
    }
  }

  private void cycle(Clone clone) {
    if (offline.contains(clone)) {
      clone.committer().commitNow();
    } else {
      clone.cycle();
    }
  }

  /** Somebody else is faster between the fetch and the push. */
  private void loseARace(Clone clone) {
    if (offline.contains(clone)) {
      return;
    }
    clone.fetch();
    Clone other = any();
    if (!other.equals(clone)) {
      other.send("c1", "faster");
      other.cycle();
    }
    clone.cycleOnWhatWasFetched();
  }

  private void kill(Clone clone) {
    disks.get(clone).killAfter(random.nextInt(25));
    try {
      for (int i = 0; i < 5; i++) {
        write(clone);
        cycle(clone);
      }
    } catch (Broken | Refused e) {
      assertTrue(e instanceof Broken, "a kill is no refusal");
    } finally {
      clone.restart(disks.get(clone)::revive);
    }
  }

  private void quiet() {
    offline.clear();
    for (int i = 0; i < CYCLES; i++) {
      Collections.shuffle(clones, random);
      clones.forEach(Clone::cycle);
    }
  }

  private void check() {
    Clone first = clones.getFirst();
    for (Clone clone : clones) {
      String who = "seed " + seed + ", " + clone.daemon + " and " + first.daemon;
      assertEquals(first.files(), clone.files(), who);
      assertEquals(first.tip(), clone.tip(), who);
      assertEquals(first.tables(), clone.tables(), who);
    }
    var counts = new TreeMap<String, Integer>();
    first.files().values().forEach(text -> text.lines().forEach(line -> {
      var event = (EventLine) EventCodec.parse(line.getBytes(StandardCharsets.ISO_8859_1));
      counts.merge(event.envelope().eventId().value(), 1, Integer::sum);
    }));
    if (!withTombstones) {
      var lost = new HashSet<>(acknowledged);
      lost.removeAll(counts.keySet());
      assertEquals(Set.of(), lost, "acknowledged and lost, seed " + seed);
    }
    counts.values().removeIf(count -> count == 1);
    assertEquals(Map.of(), counts, "there more than once, seed " + seed);
  }

  @Override
  public void close() {
    clones.forEach(Clone::close);
  }
}
