package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ruling 78: also a daemon that keeps everything to itself packs what it has committed. */
class PackedBranchTest {

  private static final int COMMITS = 64;

  @TempDir(factory = InMemory.class) Path directory;

  @Test
  void manyCommitsBecomeAPackWithoutAnyProcess() throws Exception {
    var repository = new TestRepository(directory.resolve("repo"));
    repository.localOnly();
    try (var _ = repository.start()) {
      repository.call("agent.register", "{\"name\":\"ada\",\"role\":\"r\",\"module\":\"m\"}");
      repository.call("session.start", "{\"agent_id\":\"ada\"}");
      for (int i = 0; i < COMMITS; i++) {
        repository.call("message.send", "{\"content\":\"x\",\"caller_agent_id\":\"ada\"}");
        repository.call("sync.force", "{\"wait\":true,\"timeout_ms\":60000}");
      }
      var packs = repository.root.resolve(".git/objects/pack");
      Await.until(() -> {
        try (var files = Files.list(packs)) {
          return files.anyMatch(file -> file.toString().endsWith(".idx"));
        }
      });
    }
    assertEquals(List.of(), repository.git("fsck", "--strict", "--no-dangling", "--no-progress")
        .lines()
        .filter(line -> !line.startsWith("notice:"))
        .toList());
    assertEquals("1", repository.git("rev-list", "--count", "--max-parents=0", "a-sync"));
  }
}
