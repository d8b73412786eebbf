package thrum.core.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that opens a store and fills its index, until it is killed. */
final class IndexingProcess {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private IndexingProcess() {}

  /** Runs in the other process. */
  public static void main(String[] arguments) throws InterruptedException {
    var _ = new SearchRoom(Path.of(arguments[0])); // works on a thread of its own
    Thread.currentThread().join();
  }

  /** Kills the process as soon as the index holds that many bytes, written ones included. */
  static void killedAfter(Path directory, Path index, long bytes) throws Exception {
    var process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        IndexingProcess.class.getName(), directory.toString()).inheritIO().start();
    try {
      long end = System.nanoTime() + PATIENCE;
      var log = index.resolveSibling(index.getFileName() + "-wal");
      while (size(index) + size(log) < bytes && System.nanoTime() < end && process.isAlive()) {
        Thread.onSpinWait();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException none) {
      return 0;
    }
  }
}
