package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.projection.ReplayBrokenOff;
import thrum.daemon.dispatch.StartUp;
import thrum.protocol.failure.Broken;
import tools.jackson.databind.JsonNode;

/**
 * 04 §2.6: a daemon answers {@code health} while it starts; everything else waits for it. The start is held
 * where the store is opened: the daemon's id comes out of a pipe that nobody has written to yet.
 */
class StartUpTest {
  private static final String LIST = call("agent.list");

  @TempDir Path directory;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private TestRepository repository;
  private Path peers;
  private Path kept;

  @BeforeEach
  void aRepositoryWithAnAgent() throws Exception {
    repository = new TestRepository(directory.resolve("repo"));
    repository.localOnly();
    try (var daemon = repository.start()) {
      repository.register("ada");
      repository.send("ada", "hello");
      daemon.log().line("stopping");
    }
    peers = repository.layout().peers();
    kept = directory.resolve("peers.json");
  }

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void healthIsAnsweredAtOnceAndEverythingElseWaits() throws Exception {
    try (var held = new HeldStart();
        var asking = new Wire(repository.layout().socket());
        var waiting = new Wire(repository.layout().socket())) {
      Future<JsonNode> agents = threads.submit(() -> waiting.ask(LIST));
      Future<JsonNode> whenReady =
          threads.submit(() -> repository.call("health", "{\"when_ready\":true}"));

      var health = asking.call("health", "{}").path("result");
      assertEquals("degraded", health.path("status").asString());
      assertEquals("the log is still being read", health.path("problems").path(0).asString());
      assertTrue(health.at("/replay/total").asLong() > 0, health.toString());
      assertEquals("0.1.0+test", health.path("version").asString());
      assertFalse(agents.isDone());
      assertFalse(whenReady.isDone());

      held.release(Files.readString(kept));
      try (var daemon = held.daemon.get()) {
        assertEquals("ada", agents.get().at("/result/agents/0/agent_id").asString());
        assertFalse(whenReady.get().has("replay"));
        assertEquals("ok", asking.call("health", "{}").at("/result/status").asString());
        daemon.log().line("stopping");
      }
    }
  }

  @Test
  void whoWaitsForAStartThatFailsWaitsNoLonger() throws Exception {
    try (var held = new HeldStart(); var waiting = new Wire(repository.layout().socket())) {
      Future<JsonNode> agents = threads.submit(() -> waiting.ask(LIST));
      assertTrue(repository.call("health", "{}").has("replay"));
      held.release("{ half");
      assertTrue(
          assertThrows(ExecutionException.class, held.daemon::get).getCause() instanceof Broken);
      // The connection closes, with or without the reason: the daemon does not wait for its clients.
      assertFalse(agents.get().has("result"), agents.get().toString());
      assertFalse(Files.exists(repository.layout().socket()));
      assertFalse(Files.exists(repository.layout().pidFile()));
    }
  }

  @Test
  void aDaemonThatIsToldToStopWhileItReadsItsLogLeavesNothingBehind() throws Exception {
    Files.delete(repository.layout().var().resolve("messages.db"));
    var startUp = new StartUp();
    startUp.replay().breakOff();
    assertThrows(ReplayBrokenOff.class, () -> RunningDaemon.start(repository.options(), startUp));
    assertFalse(Files.exists(repository.layout().socket()));
    assertFalse(Files.exists(repository.layout().pidFile()));
    try (var daemon = repository.start()) {
      assertEquals(1, repository.call("message.list", "{}").path("messages").size());
      daemon.log().line("stopping");
    }
  }

  private static String call(String method) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{}}";
  }

  /** A daemon that has its socket and goes no further before it is released. */
  private final class HeldStart implements AutoCloseable {
    final Future<RunningDaemon> daemon;
    private final OutputStream pipe;

    HeldStart() throws Exception {
      Files.move(peers, kept);
      assertEquals(0, new ProcessBuilder("mkfifo", peers.toString()).inheritIO().start().waitFor());
      daemon = threads.submit(repository::start);
      pipe = Files.newOutputStream(peers);
    }

    void release(String identity) throws IOException {
      // Read once more later, and then as a file.
      Files.copy(kept, peers, StandardCopyOption.REPLACE_EXISTING);
      pipe.write(identity.getBytes(StandardCharsets.UTF_8));
      pipe.close();
    }

    @Override
    public void close() throws IOException {
      pipe.close();
    }
  }
}
