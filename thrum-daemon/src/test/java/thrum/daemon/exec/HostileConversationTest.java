package thrum.daemon.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conversations that go wrong in every way that a seed can think of leave nothing behind and wedge nobody.
 */
class HostileConversationTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @TempDir Path directory;

  @Test
  @Timeout(120)
  void twoThousandLeaveTheDaemonAsItWas() throws Exception {
    converse(2_000, 0);
  }

  @Test
  @Tag("deep")
  @Timeout(1800)
  void aHundredThousandLeaveTheDaemonAsItWas() throws Exception {
    converse(100_000, 1_000_000);
  }

  private void converse(int count, long firstSeed) throws Exception {
    try (var server = new CommandServer(directory)) {
      answers(server, "at the start");
      server.awaitQuiet(SOON);
      int descriptors = descriptors();
      int threads = threads();
      for (long seed = firstSeed; seed < firstSeed + count; seed++) {
        new HostileClient(seed).converse(server.socket);
        if (seed % 100 == 0) answers(server, "after seed " + seed);
      }
      server.awaitQuiet(SOON);
      CommandServer.await("descriptors were leaked: " + descriptors() + " instead of " + descriptors, SOON,
          () -> descriptors() <= descriptors);
      CommandServer.await("threads were leaked: " + threads() + " instead of " + threads, SOON,
          () -> threads() <= threads);
      answers(server, "at the end");
    }
  }

  private static void answers(CommandServer server, String when) throws IOException {
    try (var client = server.connect()) {
      assertEquals(new FrameClient.Outcome("ok", "", 0), client.run("call").outcome(), when);
    }
  }

  private static int descriptors() {
    if (!Files.isDirectory(DESCRIPTORS)) return 0;
    try (var open = Files.list(DESCRIPTORS)) {
      return (int) open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Virtual threads, which only a dump shows; the pool below them grows and shrinks as it likes. */
  private int threads() {
    Path dump = directory.resolve("threads" + System.nanoTime());
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      try (var lines = Files.lines(dump)) {
        return (int) lines.filter(line -> line.startsWith("#") && line.contains(" virtual")).count();
      } finally {
        Files.delete(dump);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
