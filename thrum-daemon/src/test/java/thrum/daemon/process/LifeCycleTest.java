package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.lock.FileLock;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/** 02 §1: one daemon per repository, whatever was left behind. */
class LifeCycleTest {
  @TempDir Path directory;

  private TestRepository repository;

  @BeforeEach
  void initialise() throws Exception {
    repository = new TestRepository(directory.resolve("repo"));
  }

  @Test
  void anUninitialisedDirectoryIsRefused() throws Exception {
    var other = Files.createDirectories(directory.resolve("other/.thrum")).getParent();
    var options = new DaemonOptions(other, repository.environment, "v", false, System.out, null,
        java.time.InstantSource.system());
    assertEquals("thrum not initialized - run 'thrum init' first",
        assertThrows(Refused.class, () -> RunningDaemon.start(options)).text());
    assertTrue(Files.notExists(other.resolve(".thrum/var")));
  }

  @Test
  void stoppingLeavesNeitherSocketNorProcessFileAndFreesTheLocks() throws Exception {
    repository.start().close();
    assertTrue(Files.notExists(repository.layout().socket()));
    assertTrue(Files.notExists(repository.layout().pidFile()));
    FileLock.tryTake(repository.layout().lock()).orElseThrow().close();
    FileLock.tryTake(repository.layout().daemonLock()).orElseThrow().close();
  }

  @Test
  void aSecondDaemonIsTurnedAwayAndTheFirstGoesOn() throws Exception {
    try (var first = repository.start()) {
      var refused = assertThrows(Refused.class, repository::start);
      assertEquals("failed to acquire daemon lock: daemon lock held by another process", refused.text());
      try (var wire = new Wire(repository.layout().socket())) {
        assertEquals("ok", wire.call("health", "{}").at("/result/status").asString());
      }
      first.log().line("still here");
    }
  }

  @Test
  void ofManyStartedAtTheSameInstantExactlyOneSurvives() throws Exception {
    int starters = 8;
    var barrier = new CyclicBarrier(starters);
    try (var threads = Executors.newFixedThreadPool(starters)) {
      var attempts = new ArrayList<java.util.concurrent.Future<RunningDaemon>>();
      Callable<RunningDaemon> start = () -> {
        barrier.await();
        return repository.start();
      };
      for (int n = 0; n < starters; n++) {
        attempts.add(threads.submit(start));
      }
      var survivors = new ArrayList<RunningDaemon>();
      for (var attempt : attempts) {
        try {
          survivors.add(attempt.get());
        } catch (ExecutionException turnedAway) {
          assertTrue(turnedAway.getCause() instanceof Refused, turnedAway.toString());
        }
      }
      assertEquals(1, survivors.size());
      survivors.getFirst().close();
    }
  }

  @Test
  void aStaleSocketAndAProcessFileOfAnotherProgramAreReplaced() throws Exception {
    var layout = repository.layout();
    layout.createRuntimeDirectories();
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(layout.socket()));
    }
    assertTrue(Files.exists(layout.socket()));
    Files.writeString(layout.pidFile(), "{\"pid\": 1, \"repo_path\": \"" + repository.root + "\"}");
    try (var daemon = repository.start()) {
      assertEquals(ProcessHandle.current().pid(), PidFile.read(layout.pidFile()).orElseThrow().pid());
      daemon.log().line("serving");
    }
  }

  @Test
  void aSocketOnWhichSomethingAnswersIsLeftAlone() throws Exception {
    var layout = repository.layout();
    layout.createRuntimeDirectories();
    try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(layout.socket()));
      var refused = assertThrows(Refused.class, repository::start);
      assertEquals("socket " + layout.socket() + " is in use by another daemon", refused.text());
      assertTrue(Files.exists(layout.socket()));
    }
  }

  @Test
  void aDaemonOfAnotherDataDirectoryCannotWriteTheSameLog() {
    var held = FileLock.tryTake(repository.layout().daemonLock()).orElseThrow();
    assertThrows(Refused.class, repository::start);
    held.close();
    repository.start().close();
  }

  @Test
  void anOldStyleOrBrokenProcessFileIsUnderstoodOrIgnored() throws Exception {
    var file = directory.resolve("thrum.pid");
    Files.writeString(file, "4711\n");
    assertEquals(4711, PidFile.read(file).orElseThrow().pid());
    for (var broken : new String[]{"", "{", "\"x\"", "[1]", "{\"pid\":\"many\"}"}) {
      Files.writeString(file, broken);
      assertTrue(PidFile.read(file).isEmpty(), broken);
    }
    assertTrue(PidFile.read(directory.resolve("missing")).isEmpty());
  }

  @Test
  void whetherAProcessFileNamesAProcessIsToldAlsoWithoutReadingItAsJson() throws Exception {
    var file = directory.resolve("thrum.pid");
    new PidFile(4711, "/srv/\"pid\": 1", null, null).write(file);
    assertTrue(PidFile.names(4711, file));
    for (long other : new long[]{1, 471, 47110}) {
      assertFalse(PidFile.names(other, file), Long.toString(other));
    }
    Files.writeString(file, "4711\n");
    assertFalse(PidFile.names(4711, file));
    assertFalse(PidFile.names(4711, directory.resolve("missing")));
  }

  @Test
  void theDaemonKeepsItsIdAndWillNotReplaceOneItCannotRead() throws Exception {
    repository.start().close();
    var peers = repository.layout().peers();
    var first = Files.readString(peers);
    assertTrue(first.contains("\"d_"), first);
    repository.start().close();
    assertEquals(first, Files.readString(peers));
    Files.writeString(peers, "{ half");
    assertThrows(Broken.class, repository::start);
    assertEquals("{ half", Files.readString(peers));
    Files.writeString(peers, "[{\"name\":\"bellows\"}]");
    repository.start().close();
    assertTrue(Files.readString(peers).contains("bellows"));
  }

  @Test
  void anUnhealthySyncWorktreeIsRepairedAndWhatWasInItIsThere() throws Exception {
    try (var _ = repository.start()) {
      repository.call("agent.register", "{\"name\":\"ada\",\"role\":\"r\",\"module\":\"m\"}");
    }
    var worktree = repository.layout().syncWorktree();
    Files.delete(worktree.resolve("events.jsonl"));
    Files.writeString(worktree.resolve("messages/bo.jsonl"), "not an event\n");
    Files.writeString(worktree.resolve(".git"), "gitdir: /nowhere\n");
    try (var _ = repository.start()) {
      assertTrue(repository.call("agent.list", "{}").toString().contains("ada"));
    }
    assertTrue(Files.readString(worktree.resolve("events.jsonl")).contains("ada"));
    assertTrue(repository.log.toString(StandardCharsets.UTF_8).contains("repaired " + worktree));
    try (var var = Files.list(repository.layout().var())) {
      var rescue = var.filter(path -> path.getFileName().toString().startsWith("sync-rescue-")).findFirst();
      assertEquals("not an event\n", Files.readString(rescue.orElseThrow().resolve("messages/bo.jsonl")));
    }
    assertEquals("## a-sync",
        TestRepository.git(worktree, "status", "--branch", "--porcelain", "--untracked=no"));
  }

  @Test
  void theLogSaysWhatIsServedAndRotatesBySize() throws Exception {
    repository.start().close();
    assertTrue(repository.log.toString(StandardCharsets.UTF_8).contains("serving " + repository.root));
    var file = directory.resolve("daemon.log");
    try (
        var out = new java.io.PrintStream(Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND), true, StandardCharsets.UTF_8)) {
      var log = new DaemonLog(out, file, java.time.InstantSource.system(), 1000);
      for (int n = 0; n < 100; n++) {
        log.line("line " + n + "\nwith a break");
      }
    }
    assertTrue(Files.size(file) <= 1000, "still " + Files.size(file));
    assertTrue(Files.readString(directory.resolve("daemon.log.1")).contains("\\nwith a break"));
    assertFalse(Files.readString(file).contains("\u0000"), "truncation must not leave a hole");
  }
}
