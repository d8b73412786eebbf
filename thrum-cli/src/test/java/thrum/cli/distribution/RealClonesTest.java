package thrum.cli.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import thrum.cli.distribution.RealClone.Reach;
import thrum.protocol.json.Json;

/**
 * Clones with daemons of their own that all write at the same time, push against each other, lose their
 * remote and are
 * killed: once it is quiet, three cycles make all of them equal.
 */
class RealClonesTest {

  private static final int CYCLES = 3;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory;
  private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
  private final AtomicInteger unanswered = new AtomicInteger();

  @Test
  void someClonesConverge() throws Exception {
    converge(3, 25, 20261122L);
  }

  @Test
  @Tag("deep")
  void tenClonesWithAHundredMessagesEachConverge() throws Exception {
    converge(10, 140, new Random().nextLong());
  }

  private void converge(int count, int steps, long seed) throws Exception {
    assumeTrue(Installed.isBuilt(), "the distribution is not built");
    var clones = new ArrayList<RealClone>();
    try {
      var remote = remote();
      clones.addAll(together(count, i -> new RealClone(directory, remote, "c" + i)));
      together(count, i -> live(clones.get(i), steps, new Random(seed + i)));
      for (int i = 0; i < CYCLES; i++) {
        together(count, clone -> clones.get(clone).cycle());
      }
      check(clones, "seed " + seed);
    } finally {
      clones.forEach(RealClone::close);
    }
  }

  private Path remote() throws IOException {
    var remote = Files.createDirectories(directory.resolve("remote.git")).toRealPath();
    var made = new ProcessBuilder("git", "init", "-q", "--bare", remote.toString()).inheritIO().start();
    assertEquals(0, made.onExit().join().exitValue());
    return remote;
  }

  private Void live(RealClone clone, int steps, Random random) throws IOException {
    var messages = new ArrayList<String>();
    for (int step = 0; step < steps; step++) {
      try {
        live(clone, step, messages, random);
      } catch (RealClone.TooBusy unknown) {
        unanswered.incrementAndGet(); // it may have been done or not
      }
    }
    clone.remote(Reach.HERE);
    return null;
  }

  private void live(RealClone clone, int step, List<String> messages, Random random) throws IOException {
    int dice = random.nextInt(100);
    if (dice < 70 || messages.isEmpty()) {
      var text = clone.name + " " + step;
      messages.add(clone.call("message.send",
          "{\"content\":\"%s\",\"caller_agent_id\":\"%s\"}".formatted(text, clone.name))
          .path("message_id")
          .asString());
      acknowledged.add(text);
    } else if (dice < 78) {
      clone.call("message.edit", "{\"message_id\":\"%s\",\"content\":\"edited\",\"caller_agent_id\":\"%s\"}"
          .formatted(messages.getLast(), clone.name));
    } else if (dice < 81) {
      clone.call("message.delete", "{\"message_id\":\"%s\",\"caller_agent_id\":\"%s\"}"
          .formatted(messages.removeFirst(), clone.name));
    } else if (dice < 92) {
      clone.call("sync.force", "{}");
    } else if (dice < 96) {
      clone.remote(random.nextBoolean() ? Reach.HERE : Reach.GONE);
    } else {
      clone.kill();
      clone.start();
    }
  }

  private void check(List<RealClone> clones, String run) throws Exception {
    var first = clones.getFirst();
    for (RealClone clone : clones) {
      assertEquals(first.tip(), clone.tip(), run);
      assertEquals(first.files(), clone.files(), run);
      assertEquals("", clone.git("fsck", "--no-dangling", "--no-progress"), run);
    }
    var events = new TreeMap<String, Integer>();
    var texts = new TreeSet<String>();
    for (List<String> lines : first.files().values()) {
      for (String line : lines) {
        var event = Json.MAPPER.readTree(line);
        events.merge(event.path("event_id").asString(), 1, Integer::sum);
        texts.add(event.at("/body/content").asString(""));
      }
    }
    var lost = new TreeSet<>(acknowledged);
    lost.removeAll(texts);
    assertEquals(Set.of(), lost, "acknowledged and lost, " + run);
    events.values().removeIf(times -> times == 1);
    assertEquals(Map.of(), events, "there more than once, " + run);
    clones.forEach(RealClone::stop);
    var tables = first.tables();
    for (RealClone clone : clones) {
      assertEquals(List.of(), tables.differences(clone.tables()), clone.name + ", " + run);
    }
    assertTrue(acknowledged.size() > clones.size(),
        "too little was written to prove anything: " + unanswered + " requests without an answer, " + run);
  }

  /** What each clone does. */
  @FunctionalInterface
  private interface Step<R> {
    R run(int clone) throws IOException;
  }

  private static <R> List<R> together(int count, Step<R> step) throws Exception {
    var results = new ArrayList<R>();
    try (var threads = Executors.newFixedThreadPool(count)) {
      List<Callable<R>> steps =
          IntStream.range(0, count).<Callable<R>>mapToObj(i -> () -> step.run(i)).toList();
      for (var result : threads.invokeAll(steps)) {
        results.add(result.get());
      }
    }
    return results;
  }
}
