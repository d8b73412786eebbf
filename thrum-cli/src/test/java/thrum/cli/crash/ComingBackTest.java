package thrum.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.json.Json;

/** Commands in processes of their own, around a daemon that goes away in various manners. */
class ComingBackTest {
  @TempDir Path directory;

  @Test
  void aCommandAfterTheDaemonWasKilledStartsAnotherAndSaysSoInOneLine() throws Exception {
    try (var village = Village.found(directory, 2)) {
      register(village);
      var first = village.daemons().getFirst();
      first.destroyForcibly();
      first.onExit().get(30, TimeUnit.SECONDS);
      assertTrue(Files.exists(village.socket()), "the dead daemon leaves its socket file behind");
      var sent = village.thrumCommand("send", "after the crash", "--to", "@a1");
      assertEquals(0, sent.exit(), sent.toString());
      assertEquals(1, sent.err().lines().count(), sent.toString());
      assertEquals(1, village.daemons().size());
      assertEquals(0, village.thrumCommand("daemon", "stop").exit());
      assertEquals(0, village.daemons().size());
      assertTrue(Files.notExists(village.socket()));
    }
  }

  @Test
  void ofCommandsThatStartADaemonAtTheSameInstantAllSucceedAndOneDaemonLives() throws Exception {
    try (var village = Village.found(directory, 2)) {
      register(village);
      village.thrumCommand("daemon", "stop");
      var commands = new ArrayList<Process>();
      var errors = new ArrayList<Path>();
      for (int n = 0; n < 3; n++) {
        var err = directory.resolve("err" + n);
        errors.add(err);
        commands.add(village.start(directory.resolve("out" + n), err, "send", "message " + n, "--to", "@a1"));
      }
      for (int n = 0; n < commands.size(); n++) {
        assertTrue(commands.get(n).waitFor(90, TimeUnit.SECONDS));
        assertEquals(0, commands.get(n).exitValue(), Files.readString(errors.get(n)));
      }
      assertEquals(1, village.daemons().size());
      assertEquals(0, village.thrumCommand("daemon", "stop").exit());
    }
  }

  @Test
  void aDaemonThatHangsWhileItStartsCanBeStopped() throws Exception {
    try (var village = Village.found(directory, 2)) {
      var peers = village.var().resolve("peers.json");
      var kept = directory.resolve("peers.json");
      Files.move(peers, kept);
      // Reading it waits for somebody who writes, and nobody does.
      assertEquals(0, new ProcessBuilder("mkfifo", peers.toString()).inheritIO().start().waitFor());
      var daemon =
          village.start(directory.resolve("out"), directory.resolve("err"), "daemon", "run", "--repo",
              village.repository().toString());
      village.awaitSocket();
      var stopped = village.thrumCommand("daemon", "stop");
      assertEquals(0, stopped.exit(), stopped.toString());
      assertTrue(daemon.waitFor(30, TimeUnit.SECONDS));
      assertEquals(1, daemon.exitValue());
      Files.delete(peers);
      Files.move(kept, peers);
      assertEquals(0, village.thrumCommand("daemon", "start").exit());
      assertEquals(0, village.thrumCommand("daemon", "stop").exit());
    }
  }

  @Test
  void deletingTheDatabaseUnderTheDaemonOrBehindItsBackLosesNothing() throws Exception {
    try (var village = Village.found(directory, 2)) {
      register(village);
      assertEquals(0, village.thrumCommand("session", "set-intent", "Token refresh").exit());
      for (int n = 0; n < 3; n++) {
        assertEquals(0, village.thrumCommand("send", "message " + n, "--to", "@a1").exit());
      }
      var sent = village.thrumCommand("sent", "--json");
      var messages = Json.MAPPER.readTree(sent.out()).get("messages");
      assertEquals(3, messages.size(), sent.toString());
      delete(village, "", "-wal", "-shm");
      awaitSent(village, sent.out());
      assertEquals(0, village.thrumCommand("daemon", "stop").exit());
      delete(village, "");
      awaitSent(village, sent.out());
      var whoami = village.thrumCommand("whoami", "--json");
      assertTrue(whoami.out().contains("Token refresh"), whoami.toString());
      assertEquals(0, village.thrumCommand("daemon", "stop").exit());
    }
  }

  /** A daemon looks at its database once a second, so the answer may take a moment to be whole again. */
  private static void awaitSent(Village village, String expected) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    var answer = village.thrumCommand("sent", "--json");
    while (!answer.out().equals(expected) && System.nanoTime() < deadline) {
      answer = village.thrumCommand("sent", "--json");
    }
    assertEquals(expected, answer.out(), answer.err());
  }

  private static void delete(Village village, String... suffixes) throws Exception {
    for (var suffix : suffixes) {
      Files.deleteIfExists(village.var().resolve("messages.db" + suffix));
    }
  }

  /** The repository's own identity is a0, with an open session. */
  private static void register(Village village) throws Exception {
    var ran = village.thrumCommand("quickstart", "--name", "a0", "--role", "tester", "--module", "m0");
    assertEquals(0, ran.exit(), ran.toString());
  }
}
