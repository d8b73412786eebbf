package thrum.daemon.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import thrum.core.config.ConfigFile;
import thrum.core.repository.IgnoreRules;
import thrum.core.repository.InitRequest;
import thrum.core.repository.Initialisation;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;
import tools.jackson.databind.JsonNode;

/** A Git repository that Thrum knows, with nothing of the user's own settings. */
final class TestRepository {
  final Path root;
  final Map<String, String> environment;
  final ByteArrayOutputStream log = new ByteArrayOutputStream();

  /** A repository without commits. */
  TestRepository(Path directory) throws IOException {
    this(directory, place -> git(place, "init", "-q", "."));
  }

  private TestRepository(Path directory, Consumer<Path> making) throws IOException {
    root = Files.createDirectories(directory).toRealPath();
    environment = environment(root);
    making.accept(root);
    new Initialisation(InstantSource.system(), environment).run(new InitRequest(root, InitRequest.Again.KEEP,
        IgnoreRules.Place.GITIGNORE, null));
  }

  /** An empty bare repository, for clones to exchange their logs through. */
  static Path bare(Path directory) throws IOException {
    Path bare = Files.createDirectories(directory).toRealPath();
    git(bare, "init", "-q", "--bare", "-b", "main");
    return bare;
  }

  /** A repository of its own that exchanges its log through a bare one. */
  static TestRepository exchangingThrough(Path bare, Path directory) throws IOException {
    var repository = new TestRepository(directory);
    repository.git("remote", "add", "origin", bare.toUri().toString());
    repository.exchanging();
    return repository;
  }

  /** The only checkout of a bare repository. */
  static TestRepository checkoutOf(Path bare, Path directory) throws IOException {
    Files.createDirectories(bare);
    return new TestRepository(directory, place -> {
      git(bare, "init", "-q", "--bare", "-b", "main");
      var tree = git(bare, "mktree");
      var commit = git(bare, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit-tree", "-m",
          "first", tree);
      git(bare, "update-ref", "refs/heads/main", commit);
      git(bare, "worktree", "add", "-q", "-f", place.toString(), "-b", "work");
    });
  }

  private static Map<String, String> environment(Path home) {
    return Map.of("PATH", path(), "HOME", home.toString(), "GIT_CONFIG_GLOBAL", "/dev/null",
        "GIT_CONFIG_NOSYSTEM", "1", "LC_ALL", "C.UTF-8");
  }

  private static String path() {
    var path = new ProcessBuilder().environment().get("PATH");
    return path == null ? "/usr/bin:/bin" : path;
  }

  /** Registers an agent, in a role of its own, and begins its session. */
  void register(String name) throws IOException {
    call("agent.register", "{\"name\":\"" + name + "\",\"role\":\"r_" + name + "\",\"module\":\"m\"}");
    call("session.start", "{\"agent_id\":\"" + name + "\"}");
  }

  /** Sends to everybody. */
  void send(String from, String text) throws IOException {
    call("message.send", "{\"content\":\"" + text + "\",\"caller_agent_id\":\"" + from + "\"}");
  }

  /** The output of a git command that must succeed. */
  String git(String... arguments) {
    return git(root, arguments);
  }

  static String git(Path directory, String... arguments) {
    var ran = ran(directory, arguments);
    if (ran.exit() != 0) {
      throw new IllegalStateException(java.util.List.of(arguments) + ": " + ran.text());
    }
    return ran.text().strip();
  }

  /** The output of a git command that may fail. */
  static String run(Path directory, String... arguments) {
    return ran(directory, arguments).text().strip();
  }

  private record Ran(int exit, String text) {}

  private static Ran ran(Path directory, String... arguments) {
    var command = new java.util.ArrayList<>(java.util.List.of("git"));
    command.addAll(java.util.List.of(arguments));
    var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment(directory));
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets the daemon exchange its log with origin, now and then only by itself. */
  void exchanging() {
    var config = new ConfigFile(layout().config());
    config.set("daemon.local_only", "false");
    config.set("daemon.sync_interval", "3600");
  }

  void localOnly() {
    new ConfigFile(layout().config()).set("daemon.local_only", "true");
  }

  /** The result of a call to the running daemon. */
  JsonNode call(String method, String params) throws IOException {
    try (var wire = new Wire(layout().socket())) {
      var answer = wire.call(method, params);
      if (!answer.has("result")) {
        throw new IllegalStateException(method + ": " + answer);
      }
      return answer.path("result");
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
