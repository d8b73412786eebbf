package thrum.cli.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * The promise that everything else stands on: an acknowledged message is never lost, whatever happens to the
 * daemon.
 */
class KilledDaemonTest {
  private static final int CLIENTS = 8;
  private static final int MOST_PER_ROUND = 100;
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory;

  @Test
  void acknowledgedMessagesSurviveSomeKillsUnderLoad() throws Exception {
    killUnderLoad(8, 20261122L);
  }

  @Test
  @Tag("deep")
  void acknowledgedMessagesSurviveTwoHundredKillsUnderLoad() throws Exception {
    killUnderLoad(200, new Random().nextLong());
  }

  private void killUnderLoad(int kills, long seed) throws Exception {
    var random = new Random(seed);
    var acknowledged = new ConcurrentSkipListSet<String>();
    var attempted = new ConcurrentSkipListSet<String>();
    try (var village = Village.found(directory, CLIENTS)) {
      for (int round = 0; round < kills; round++) {
        loadUntilKilled(village, round, random, attempted, acknowledged);
      }
      village.check(attempted, acknowledged, "seed " + seed);
    }
    assertTrue(acknowledged.size() > kills,
        "the load was too small to prove anything: " + acknowledged.size());
  }

  /**
   * Eight clients send until the daemon dies under them: at some moment after so many acknowledgements, since
   * after so much time a busy machine might not have had a single one.
   */
  private static void loadUntilKilled(Village village, int round, Random random, Set<String> attempted,
      Set<String> acknowledged) throws Exception {
    var daemon = village.startDaemon();
    var stop = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        clients.add(threads.submit(() -> send(village, number, round, stop, attempted, acknowledged)));
      }
      try {
        awaitMore(acknowledged, 1 + random.nextInt(MOST_PER_ROUND), daemon);
        LockSupport.parkNanos(random.nextLong(MOMENT.toNanos()));
        assertTrue(daemon.isAlive(), "the daemon ended by itself");
      } finally {
        daemon.destroyForcibly().waitFor();
        stop.set(true);
      }
      for (var client : clients) {
        client.get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static void awaitMore(Set<String> acknowledged, int more, Process daemon) {
    int wanted = acknowledged.size() + more;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (acknowledged.size() < wanted) {
      assertTrue(daemon.isAlive(), "the daemon ended by itself");
      assertTrue(System.nanoTime() < deadline, "no acknowledgement within " + PATIENCE);
      LockSupport.parkNanos(MOMENT.toNanos() / 10);
    }
  }

  private static Void send(Village village, int client, int round, AtomicBoolean stop, Set<String> attempted,
      Set<String> acknowledged) {
    try (var connection = new RawClient(village.socket())) {
      for (int n = 0; !stop.get(); n++) {
        var text = "round " + round + " client " + client + " message " + n;
        attempted.add(text);
        if (isAnswered(connection, village.message(client, text))) acknowledged.add(text);
      }
    } catch (IOException killed) {
      // That is what this test is about: what was answered before counts.
      return null;
    }
    return null;
  }

  /** What a slow machine leaves unanswered may have been done or not. */
  private static boolean isAnswered(RawClient connection, ObjectNode message) throws IOException {
    try {
      connection.call("message.send", message);
      return true;
    } catch (RawClient.Unanswered unknown) {
      return false;
    }
  }
}
