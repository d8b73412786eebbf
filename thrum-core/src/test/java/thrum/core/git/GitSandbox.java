package thrum.core.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Real Git repositories in a temporary directory, out of reach of the developer's own configuration. */
public record GitSandbox(Path root) {

  /** What a process started by the user would see. */
  public Map<String, String> environment() {
    var path = System.getenv("PATH");
    return Map.of("PATH", path == null ? "/usr/bin:/bin" : path, "HOME", root.resolve("home").toString(),
        "GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1", "LC_ALL", "C.UTF-8");
  }

  /** A repository without commits. */
  public Path empty(String name) {
    var directory = directory(name);
    git(directory, "init", "-q", "-b", "main");
    return directory;
  }

  /** A repository with one commit. */
  public Path repository(String name) {
    var directory = empty(name);
    write(directory.resolve("README"), "hello\n");
    commit(directory, "first");
    return directory;
  }

  public Path directory(String name) {
    try {
      return Files.createDirectories(root.toRealPath().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path worktree(Path repository, String name) {
    var directory = root.resolve(name);
    git(repository, "worktree", "add", "-q", "-f", directory.toString(), "-b",
        "b-" + String.valueOf(directory.getFileName()).replace(' ', '-'));
    return directory(name);
  }

  public void commit(Path repository, String message) {
    git(repository, "add", "-A");
    git(repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q",
        "--allow-empty",
        "-m", message);
  }

  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Output of a git command that must succeed, without the last newline. */
  public String git(Path directory, String... arguments) {
    var run = run(directory, arguments);
    assertEquals(0, run.exit(), () -> "git " + String.join(" ", arguments) + ": " + run.text());
    return run.text().stripTrailing();
  }

  public record Run(int exit, String text) {}

  /** A git command that may fail; both streams in one text. */
  public Run run(Path directory, String... arguments) {
    var command = new ArrayList<String>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment());
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every file below a directory with its content, to see whether anything changed. */
  public static Map<String, String> contents(Path directory) {
    var contents = new TreeMap<String, String>();
    try (var files = Files.walk(directory)) {
      for (var file : files.toList()) {
        var name = directory.relativize(file).toString();
        contents.put(name, Files.isRegularFile(file)
            ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
            : "");
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
