package thrum.daemon.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import thrum.core.repository.IgnoreRules;
import thrum.core.repository.InitRequest;
import thrum.core.repository.Initialisation;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;

/** A Git repository that Thrum knows, with nothing of the user's own settings. */
final class TestRepository {
  final Path root;
  final Map<String, String> environment;
  final ByteArrayOutputStream log = new ByteArrayOutputStream();

  TestRepository(Path directory) throws IOException, InterruptedException {
    root = Files.createDirectories(directory).toRealPath();
    environment = Map.of("PATH", path(), "HOME", root.toString(), "GIT_CONFIG_GLOBAL", "/dev/null",
        "GIT_CONFIG_NOSYSTEM", "1", "LC_ALL", "C.UTF-8");
    git("init", "-q", ".");
    new Initialisation(InstantSource.system(), environment).run(new InitRequest(root, InitRequest.Again.KEEP,
        IgnoreRules.Place.GITIGNORE, null));
  }

  private static String path() {
    var path = new ProcessBuilder().environment().get("PATH");
    return path == null ? "/usr/bin:/bin" : path;
  }

  void git(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(java.util.List.of("git"));
    command.addAll(java.util.List.of(arguments));
    var builder = new ProcessBuilder(command).directory(root.toFile()).inheritIO();
    builder.environment().putAll(environment);
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException("failed: " + command);
    }
  }

  Layout layout() {
    return Repository.exactly(root).layout();
  }

  DaemonOptions options() {
    return new DaemonOptions(root, environment, "0.1.0+test", false,
        new PrintStream(log, true, StandardCharsets.UTF_8), null, InstantSource.system());
  }

  RunningDaemon start() {
    return RunningDaemon.start(options());
  }
}
