package thrum.core.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.core.log.Disk;
import thrum.core.sync.merge.KillableDisk;

/** Migrations that end in the middle. */
class KilledMigrationTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-03T18:02:10Z"));

  /** Moments of the kill, spread over the whole run. */
  private static final int PARTS = 4;

  @TempDir Path directory;

  @Test
  void oneThatIsKilledAtSomeWriteIsGoneOnWithByTheNext() throws IOException {
    var git = new GitSandbox(directory);
    var undisturbed = repository(git, "undisturbed");
    var disk = new KillableDisk();
    run(git, undisturbed, disk);
    var whole = log(undisturbed);
    assertEquals(3, whole.size(), whole::toString);
    for (int part = 0; part < PARTS; part++) {
      int write = disk.steps() * part / PARTS;
      var repository = repository(git, "killed" + part);
      var killed = new KillableDisk();
      killed.killAfter(write);
      assertThrows(RuntimeException.class, () -> run(git, repository, killed));
      Files.createDirectories(repository.resolve(".thrum/var/migrate-left/log0"));
      run(git, repository, Disk.real());
      assertEquals(whole, log(repository), "killed at write " + write);
      assertEquals("", git.git(repository.resolve(".git/thrum-sync/a-sync"), "status", "--porcelain"));
      assertEquals("", git.git(repository, "ls-files", ".thrum"));
    }
  }

  private static Path repository(GitSandbox git, String name) {
    var repository = git.empty(name);
    GitSandbox.write(repository.resolve(".thrum/events.jsonl"), line("agent.register", "ada", 1) + "{half\n");
    GitSandbox.write(repository.resolve(".thrum/messages.jsonl"),
        line("message.create", "ada", 2) + line("message.create", "bo", 3));
    git.git(repository, "add", "-A");
    return repository;
  }

  private static String line(String type, String agent, int number) {
    return "{\"agent_id\":\"" + agent + "\",\"event_id\":\"evt_0" + number + "\",\"message_id\":\"msg_"
        + number
        + "\",\"timestamp\":\"2026-01-15T10:00:0" + number + "Z\",\"type\":\"" + type + "\",\"v\":1}\n";
  }

  private static void run(GitSandbox git, Path repository, Disk disk) {
    new Migration(repository, git.environment(), CLOCK, disk).run(_ -> () -> {});
  }

  /** The shared log with every leftover beside it. */
  private static Map<String, String> log(Path repository) {
    var log = new TreeMap<>(GitSandbox.contents(repository.resolve(".git/thrum-sync/a-sync")));
    log.keySet().removeIf(name -> !name.contains("."));
    log.remove(".git");
    var var = GitSandbox.contents(repository.resolve(".thrum/var"));
    assertTrue(var.keySet().stream().noneMatch(name -> name.contains("migrate")), var.keySet()::toString);
    return log;
  }
}
