package thrum.core.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;

/** A log that does not fit into memory. */
class LargeMigrationTest {

  private static final int LINES = 1_900;
  private static final String TEXT = "many words ".repeat(1_500);

  @TempDir Path directory;

  /**
   * Migrates a repository, the first argument, beside the home that is the second, in a process of its own.
   */
  public static void main(String[] arguments) {
    var sandbox = new GitSandbox(Path.of(arguments[1]));
    new Migration(Path.of(arguments[0]), sandbox.environment(), InstantSource.system()).run(_ -> () -> {});
  }

  @Test
  void aLogLargerThanTheHeapIsMigrated() throws IOException, InterruptedException {
    var main = new GitSandbox(directory).repository("main");
    var old = main.resolve(".thrum/messages/ada.jsonl");
    Files.createDirectories(main.resolve(".thrum/messages"));
    try (var out = Files.newBufferedWriter(old)) {
      for (int n = 0; n < LINES; n++) {
        out.write(line(n));
      }
    }
    assertTrue(Files.size(old) > 30_000_000);
    var said = directory.resolve("said");
    var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx24m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"),
        LargeMigrationTest.class.getName(), main.toString(), directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), () -> GitSandbox.read(said));
    assertEquals(-1, Files.mismatch(old, main.resolve(".git/thrum-sync/a-sync/messages/ada.jsonl")));
  }

  private static String line(int number) {
    return ("{\"agent_id\":\"ada\",\"body\":{\"content\":\"" + TEXT + "\",\"format\":\"markdown\"},"
        + "\"event_id\":\"evt_%06d\",\"message_id\":\"msg_%06d\",\"timestamp\":\"2026-01-15T10:00:00.%06dZ\","
        + "\"type\":\"message.create\",\"v\":1}\n").formatted(number, number, number + 1);

  }
}
