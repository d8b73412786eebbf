package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote that accepts and never answers harms nobody (04 §2.2, ruling 60). */
class SilentRemoteTest {

  private static final Duration LONG_BEFORE_ANY_LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final List<Socket> visitors = new CopyOnWriteArrayList<>();
  private ServerSocket silent;
  private TestRepository repository;

  @BeforeEach
  void listen() throws Exception {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> {
      while (!silent.isClosed()) {
        try {
          visitors.add(silent.accept());
        } catch (IOException closed) {
          return;
        }
      }
    });
    repository = new TestRepository(directory.resolve("repo"));
    repository.git("remote", "add", "origin", "git://127.0.0.1:" + silent.getLocalPort() + "/repo");
    repository.exchanging();
  }

  @AfterEach
  void hangUp() throws IOException {
    silent.close();
    for (var visitor : visitors) {
      visitor.close();
    }
  }

  private long gitProcesses() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.isAlive()
            && process.info().commandLine().orElse("").contains(repository.root.resolve(".git").toString()))
        .count();
  }

  @Test
  void stoppingDuringAFetchTakesNoTimeAndLeavesNoProcess() throws Exception {
    var daemon = repository.start();
    Await.until(() -> !visitors.isEmpty());
    long before = System.nanoTime();
    daemon.close();
    assertTrue(Duration.ofNanos(System.nanoTime() - before).compareTo(LONG_BEFORE_ANY_LIMIT) < 0);
    assertEquals(0, gitProcesses());
  }

  @Test
  void whoeverWaitsForTheRemoteIsLetGoWhenTheDaemonStops() throws Exception {
    var daemon = repository.start();
    Await.until(() -> !visitors.isEmpty());
    var waiting = new CopyOnWriteArrayList<String>();
    var waiter = Thread.ofVirtual().start(() -> {
      try (var wire = new Wire(repository.layout().socket())) {
        waiting.add("there");
        waiting.add(String.valueOf(wire.call("sync.force", "{\"wait\":true,\"timeout_ms\":600000}")));
      } catch (IOException closed) {
        waiting.add(String.valueOf(closed.getMessage()));
      }
    });
    Await.until(() -> !waiting.isEmpty());
    daemon.close();
    assertTrue(waiter.join(LONG_BEFORE_ANY_LIMIT));
  }

  @Test
  void requestsAreAnsweredWhileTheRemoteIsSilent() throws Exception {
    try (var _ = repository.start()) {
      Await.until(() -> !visitors.isEmpty());
      repository.call("agent.register", "{\"name\":\"ada\",\"role\":\"r\",\"module\":\"m\"}");
      repository.call("session.start", "{\"agent_id\":\"ada\"}");
      for (int n = 0; n < 20; n++) {
        repository.call("message.send", "{\"content\":\"x\",\"caller_agent_id\":\"ada\"}");
      }
      var state = repository.call("sync.status", "{}");
      assertEquals("idle", state.path("sync_state").asString(), state.toString());
      var timed = repository.call("sync.force", "{\"wait\":true,\"timeout_ms\":50}");
      assertTrue(timed.path("timed_out").asBoolean(), timed.toString());
      assertTrue(gitProcesses() > 0);
    }
  }

  @Test
  void localOnlyMakesNoConnection() throws Exception {
    repository.localOnly();
    try (var _ = repository.start()) {
      repository.call("agent.register", "{\"name\":\"ada\",\"role\":\"r\",\"module\":\"m\"}");
      var answer = repository.call("sync.force", "{\"wait\":true,\"timeout_ms\":60000}");
      assertEquals("local_only", answer.path("remote_state").asString(), answer.toString());
      assertEquals("synced", answer.path("sync_state").asString(), answer.toString());
      assertFalse(repository.git("log", "--format=%s", "a-sync").isEmpty());
    }
    assertTrue(visitors.isEmpty());
  }
}
