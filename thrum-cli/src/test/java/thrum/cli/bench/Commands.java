package thrum.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs programs with a home and a Git configuration of their own; whatever fails ends the run. */
final class Commands {

  private final Map<String, String> environment = new HashMap<>();
  private final Path distribution;

  Commands(Path distribution, Path home) {
    this.distribution = distribution;
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("LC_ALL", "C.UTF-8");
  }

  /** @param nanos from the start of the process to its end, its output read */
  record Finished(String out, long nanos) {}

  Finished thrum(Path directory, String... arguments) throws IOException {
    var words = new ArrayList<String>();
    words.add(distribution.resolve("bin/thrum").toString());
    words.addAll(List.of(arguments));
    return run(directory, words);
  }

  Finished git(Path directory, String... arguments) throws IOException {
    var words = new ArrayList<>(
        List.of("git", "-c", "user.name=Bench", "-c", "user.email=bench@localhost", "-c", "gc.auto=0"));
    words.addAll(List.of(arguments));
    return run(directory, words);
  }

  /** The program's own Java with the flags that a daemon is started with, plus more. */
  Process daemon(Path directory, List<String> javaFlags, Path log) throws IOException {
    var words = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"));
    words.addAll(javaFlags);
    words.addAll(List.of("-jar", distribution.resolve("lib/thrum.jar").toString(), "daemon", "run", "--repo",
        directory.toString()));
    var builder = builder(directory, words);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectErrorStream(true);
    return builder.start();
  }

  /** A JVM that does nothing, with the launcher's flags. */
  Finished emptyJvm(Path directory) throws IOException {
    return run(directory, List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
        "-Xshare:auto", "-version"));
  }

  private String java() {
    return distribution.resolve("runtime/bin/java").toString();
  }

  private Finished run(Path directory, List<String> words) throws IOException {
    long start = System.nanoTime();
    var process = builder(directory, words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = waitFor(process);
    long nanos = System.nanoTime() - start;
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ended with code " + code + ":\n" + out);
    }
    return new Finished(out, nanos);
  }

  private ProcessBuilder builder(Path directory, List<String> words) {
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
