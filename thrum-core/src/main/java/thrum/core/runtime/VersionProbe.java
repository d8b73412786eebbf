package thrum.core.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an installed program what it is. */
public interface VersionProbe {

  /** What {@code program --version} prints; empty when it prints nothing in time. */
  String versionOf(Path program);

  /** Starts the program with the caller's environment and gives it three seconds. */
  static VersionProbe starting(Map<String, String> environment) {
    return program -> start(program, environment, Duration.ofSeconds(3));
  }

  private static String start(Path program, Map<String, String> environment, Duration limit) {
    var builder = new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      try {
        process.getOutputStream().close();
        var output =
            CompletableFuture.supplyAsync(() -> text(process.getInputStream()), Thread::startVirtualThread);
        return output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException | ExecutionException | TimeoutException e) {
      // A program that cannot say what it is, is not taken for a runtime.
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readNBytes(1 << 16), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
