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

  /** Through the program that people call: the native client where there is one. */
  Finished thrum(Path directory, String... arguments) throws IOException {
    return thrum(directory, Map.of(), arguments);
  }

  Finished thrum(Path directory, Map<String, String> variables, String... arguments) throws IOException {
    return run(directory, variables, words("bin/thrum", arguments), 0);
  }

  /** Through the launcher of the JVM; its exit code has to be the given one. */
  Finished launcher(Path directory, Map<String, String> variables, int code, String... arguments)
      throws IOException {
    return run(directory, variables, words("bin/thrum-jvm", arguments), code);
  }

  private List<String> words(String program, String... arguments) {
    var words = new ArrayList<String>();
    words.add(distribution.resolve(program).toString());
    words.addAll(List.of(arguments));
    return words;
  }

  Finished git(Path directory, String... arguments) throws IOException {
    var words = new ArrayList<>(
        List.of("git", "-c", "user.name=Bench", "-c", "user.email=bench@localhost", "-c", "gc.auto=0"));
    words.addAll(List.of(arguments));
    return run(directory, Map.of(), words, 0);
  }

  /** A daemon as it is started, with further flags for its JVM. */
  Process daemon(Path directory, List<String> javaFlags, Path log) throws IOException {
    var builder = builder(directory, words("bin/thrum-jvm", "daemon", "run", "--repo", directory.toString()));
    builder.environment().put("THRUM_JAVA_FLAGS", String.join(" ", javaFlags));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectErrorStream(true);
    return builder.start();
  }

  /** A JVM that does nothing, with the launcher's flags. */
  Finished emptyJvm(Path directory) throws IOException {
    return run(directory, Map.of(), List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData", "-Xshare:auto", "-version"), 0);
  }

  private String java() {
    return distribution.resolve("runtime/bin/java").toString();
  }

  private Finished run(Path directory, Map<String, String> variables, List<String> words, int expected)
      throws IOException {
    var builder = builder(directory, words).redirectErrorStream(true);
    builder.environment().putAll(variables);
    long start = System.nanoTime();
    var process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = waitFor(process);
    long nanos = System.nanoTime() - start;
    if (code != expected) {
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
