package thrum.cli.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import thrum.cli.Invocation;
import thrum.cli.ProcessFacts;
import thrum.cli.Terminal;
import thrum.cli.launcher.Build;
import thrum.cli.program.Program;
import thrum.core.repository.IgnoreRules;
import thrum.core.repository.InitRequest;
import thrum.core.repository.Initialisation;
import thrum.daemon.process.DaemonOptions;
import thrum.daemon.process.RunningDaemon;

/** A repository with two worktrees, two agents, and a daemon that runs commands for its clients. */
final class Town implements AutoCloseable {

  static final String VERSION = "0.1.0+town";

  final Path main;
  final Path second;
  final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Path home;
  /** Stands still, so that ages are the same in two runs. */
  private final InstantSource clock = InstantSource.fixed(Instant.now().plusSeconds(3600));
  private final RunningDaemon daemon;

  Town(Path directory) throws IOException, InterruptedException {
    home = Files.createDirectories(directory.resolve("home")).toRealPath();
    main = Files.createDirectories(directory.resolve("main ü")).toRealPath();
    second = directory.toRealPath().resolve("second");
    git(main, "init", "-q", "-b", "main", ".");
    git(main, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m",
        "first");
    git(main, "worktree", "add", "-q", second.toString(), "-b", "review");
    new Initialisation(InstantSource.system(), environment())
        .run(new InitRequest(main, InitRequest.Again.KEEP, IgnoreRules.Place.GITIGNORE, null));
    var itself = invocation(main, Map.of(), InputStream.nullInputStream(), OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream());
    daemon = RunningDaemon.start(new DaemonOptions(main, environment(), VERSION, false,
        new PrintStream(log, true, StandardCharsets.UTF_8), null, InstantSource.system(),
        CommandsInDaemon.of(itself, (_, _) -> true)));
    alone(main, "quickstart", "--name", "ada_api", "--role", "implementer", "--module", "api");
    alone(second, "setup");
    alone(second, "quickstart", "--name", "bo_rev", "--role", "reviewer", "--module", "api");
  }

  Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("THRUM_NO_AUTOSTART", "1");
    return environment;
  }

  Path socket() {
    return main.resolve(".thrum/var/thrum.sock");
  }

  ExecClient client() {
    return new ExecClient(socket(), VERSION);
  }

  /** Through {@code cli.exec}. */
  ExecClient.Answer inside(Path directory, String... words) {
    return inside(directory, Map.of(), "", words);
  }

  ExecClient.Answer inside(Path directory, Map<String, String> variables, String input, String... words) {
    var environment = environment();
    environment.putAll(variables);
    try {
      return client().run(directory, environment, input.getBytes(StandardCharsets.UTF_8), words);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As a process of its own does it, over the socket. */
  ExecClient.Answer outside(Path directory, Map<String, String> variables, String input, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit = Program.run(invocation(directory, variables,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, words));
    return new ExecClient.Answer(exit, out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        null, false);
  }

  private void alone(Path directory, String... words) {
    var done = outside(directory, Map.of(), "", words);
    assertEquals(0, done.exit(), done::err);
  }

  private Invocation invocation(Path directory, Map<String, String> variables, InputStream in,
      OutputStream out,
      OutputStream err, String... words) {
    var environment = environment();
    environment.putAll(variables);
    var process = new ProcessFacts(ProcessHandle.current().pid(), this::owner, List.of("false"), false,
        Build.current());
    return new Invocation(List.of(words), directory, environment, in, out, err, Terminal.NONE,
        clock, new SplittableRandom(1), process);
  }

  private java.nio.file.attribute.UserPrincipal owner() {
    try {
      return Files.getOwner(home);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void git(Path directory, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
    builder.environment().putAll(environment());
    assertEquals(0, builder.start().waitFor(), command::toString);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
