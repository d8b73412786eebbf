package thrum.cli.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A program that was started with nothing to read and, of the environment, only a path and a home.
 *
 * @param outFile where its output goes
 * @param errFile where its errors go
 */
record ShellRun(Process process, Path outFile, Path errFile) {

  private static final int SECONDS = 60;

  static ShellRun of(Path home, String... words) throws IOException, InterruptedException {
    return start(home, words).end();
  }

  static ShellRun start(Path home, String... words) throws IOException {
    var out = Files.createTempFile(home, "out", "");
    var err = Files.createTempFile(home, "err", "");
    var builder = new ProcessBuilder(words).directory(home.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    builder.environment().put("HOME", home.toString());
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    return new ShellRun(process, out, err);
  }

  ShellRun end() throws InterruptedException {
    assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "hangs");
    return this;
  }

  ShellRun succeeds() throws IOException {
    assertEquals(0, exit(), out() + err());
    return this;
  }

  int exit() {
    return process.exitValue();
  }

  String out() throws IOException {
    return Files.readString(outFile);
  }

  String err() throws IOException {
    return Files.readString(errFile);
  }
}
