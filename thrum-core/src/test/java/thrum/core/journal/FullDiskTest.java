package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.failure.Broken;

/** A file system that is really full: a small one in memory, where the tests may mount it. */
class FullDiskTest {

  @TempDir Path root;

  private Path small;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    small = Files.createDirectory(root.resolve("small"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString());
    assumeTrue(mounted, "no permission to mount a small file system");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertTrue(run("umount", small.toString()));
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAndWritingGoesOnOnceThereIsRoom() throws Exception {
    var files = new TestStore(small);
    Path ballast = small.resolve("ballast");
    Files.write(ballast, new byte[2 << 20]);
    var acknowledged = new ArrayList<String>();
    try (var store = files.open()) {
      fill(store, acknowledged);
      assertTrue(messages(store).containsAll(acknowledged), "reading goes on");
    }
    Files.delete(ballast);
    try (var store = files.open()) {
      assertTrue(messages(store).containsAll(acknowledged));
      assertEquals(messages(store), files.messagesInLog());
      assertEquals(files.messagesInLog().stream().distinct().toList(), files.messagesInLog());
      store.write(message("ada", "there is room"));
    }
  }

  private static void fill(EventStore store, List<String> acknowledged) {
    var failures = new ArrayList<Broken>();
    for (int i = 0; failures.size() < 3 && i < 2000; i++) {
      String content = "message %04d ".formatted(i) + "x".repeat(20_000);
      try {
        store.write(message("agent" + i % 3, content));
        acknowledged.add(content);
      } catch (Broken e) {
        failures.add(e);
      }
    }
    assertEquals(3, failures.size(), "the disk never filled up");
    assertTrue(acknowledged.size() > 5, "written: " + acknowledged.size());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
