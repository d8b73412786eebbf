package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import thrum.cli.Invocation;
import thrum.cli.ProcessFacts;
import thrum.cli.Terminal;
import thrum.cli.exec.CommandsInDaemon;
import thrum.cli.forward.Forwarding;
import thrum.cli.launcher.Build;
import thrum.cli.launcher.StartingWords;
import thrum.cli.program.Program;
import thrum.core.repository.IgnoreRules;
import thrum.core.repository.InitRequest;
import thrum.core.repository.Initialisation;
import thrum.core.repository.Repository;
import thrum.daemon.process.DaemonOptions;
import thrum.daemon.process.RunningDaemon;
import thrum.protocol.json.Json;
import thrum.protocol.rpc.LineFrames;
import tools.jackson.databind.JsonNode;

/**
 * A repository with a second worktree, two agents and a daemon in this process; commands go the way that a
 * test wants.
 */
final class Household implements AutoCloseable {
  final Path main;
  final Path second;
  private final Path home;
  private RunningDaemon daemon;
  private final Path client;
  private Via via;
  private volatile Duration ahead = Duration.ZERO;

  Household(Path directory) throws IOException, InterruptedException {
    this(directory, Via.OWN_PROCESS);
  }

  Household(Path directory, Via via) throws IOException, InterruptedException {
    via.require();
    this.via = via;
    client = via == Via.NATIVE_CLIENT ? Via.install(directory.resolve("bin")) : directory.resolve("none");
    home = Files.createDirectories(directory.resolve("home")).toRealPath();
    main = Files.createDirectories(directory.resolve("haus mit ö")).toRealPath();
    second = directory.toRealPath().resolve("zweites");
    git(main, "init", "-q", "-b", "main", ".");
    git(main, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m",
        "first");
    git(main, "worktree", "add", "-q", second.toString(), "-b", "review");
    new Initialisation(InstantSource.system(), environment())
        .run(new InitRequest(main, InitRequest.Again.KEEP, IgnoreRules.Place.GITIGNORE, null));
    daemon = started();
    in(main, "quickstart", "--name", "ada_api", "--role", "implementer", "--module", "api", "--intent",
        "Token refresh")
        .succeeds();
    in(second, "setup").succeeds();
    in(second, "quickstart", "--name", "bo_rev", "--role", "reviewer", "--module", "api").succeeds();
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

  /** Something that is done to files. */
  interface Change {
    void run() throws IOException;
  }

  /** Does something while no daemon runs. */
  void withoutDaemon(Change change) throws IOException {
    daemon.close();
    change.run();
    daemon = started();
  }

  private RunningDaemon started() {
    var itself = invocation(main, environment(), InputStream.nullInputStream(), new ByteArrayOutputStream(),
        new ByteArrayOutputStream(), List.of("false"), Terminal.NONE);
    return RunningDaemon.start(new DaemonOptions(main, environment(), Build.current().full(), false,
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), null,
        () -> Instant.now().plus(ahead), CommandsInDaemon.of(itself, (_, _) -> true)));
  }

  /** Puts the daemon's clock forward. */
  void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  /** In the main checkout, as ada_api. */
  Ran thrum(String... arguments) {
    return in(main, arguments);
  }

  Ran in(Path directory, String... arguments) {
    return run(directory, Map.of(), new byte[0], arguments);
  }

  Ran run(Path directory, Map<String, String> variables, byte[] input, String... arguments) {
    var environment = environment();
    environment.putAll(variables);
    return run(directory, environment, input, List.of("false"), arguments);
  }

  /** Somebody at a terminal types the answers; a native client cannot be given one. */
  Ran asked(Path directory, String typed, String... arguments) {
    return asked(directory, () -> {}, typed, arguments);
  }

  /** The same; while the question stands, before the answer is typed, something happens. */
  Ran asked(Path directory, Runnable meanwhile, String typed, String... arguments) {
    var answer = new FilterInputStream(
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8))) {
      private boolean begun;

      @Override
      public int read() throws IOException {
        begin();
        return super.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        begin();
        return super.read(buffer, offset, length);
      }

      private void begin() {
        if (!begun) {
          begun = true;
          meanwhile.run();
        }
      }
    };
    return run(directory, environment(), answer, List.of("false"), new Terminal(true, true, true, 80),
        arguments);
  }

  /** What a command that succeeds prints, byte for byte; in this process. */
  byte[] bytes(Path directory, byte[] input, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        Program.run(invocation(directory, environment(), new ByteArrayInputStream(input), out, err,
            List.of("false"), Terminal.NONE,
            arguments));
    assertEquals(0, exit, () -> List.of(arguments) + "\n" + err.toString(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** The whole answer of the daemon to one call, as another program gets it. */
  JsonNode rpc(String method, String params) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(Repository.exactly(main).socket()));
      var frames = new LineFrames(Channels.newInputStream(channel), Channels.newOutputStream(channel));
      frames.write(("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")
          .getBytes(StandardCharsets.UTF_8));
      byte[] answer = frames.read();
      return answer == null ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(answer);
    }
  }

  /** In a repository of its own, whose daemon is a process of its own; whoever starts one has to stop it. */
  Ran apart(Path directory, String... arguments) {
    var environment = environment();
    environment.remove("THRUM_NO_AUTOSTART");
    return run(directory, environment, new byte[0], StartingWords.ofTheProgram(), arguments);
  }

  /** From now on commands go another way. */
  Household via(Via other) {
    via = other;
    return this;
  }

  private Ran run(Path directory, Map<String, String> environment, byte[] input, List<String> launcher,
      String... arguments) {
    if (via == Via.NATIVE_CLIENT) return Via.process(client, directory, environment, input, arguments);
    return run(directory, environment, new ByteArrayInputStream(input), launcher, Terminal.NONE, arguments);
  }

  private Ran run(Path directory, Map<String, String> environment, InputStream input, List<String> launcher,
      Terminal terminal, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var invocation = invocation(directory, environment, input, out, err, launcher, terminal, arguments);
    var forwarded = via == Via.JVM_LAUNCHER ? Forwarding.run(invocation) : OptionalInt.empty();
    int exit = forwarded.isPresent() ? forwarded.getAsInt() : Program.run(invocation);
    return new Ran("thrum " + String.join(" ", arguments), exit, out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  private Invocation invocation(Path directory, Map<String, String> environment, InputStream input,
      OutputStream out, OutputStream err, List<String> launcher, Terminal terminal, String... arguments) {
    var process = new ProcessFacts(ProcessHandle.current().pid(), this::owner, launcher, false,
        Build.current());
    return new Invocation(List.of(arguments), directory, environment, input, out, err,
        terminal, InstantSource.system(), new SplittableRandom(1), process);
  }

  private java.nio.file.attribute.UserPrincipal owner() {
    try {
      return Files.getOwner(home);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Every byte of the log, by file: what a refused command must leave alone. */
  Map<String, String> log() {
    var content = new TreeMap<String, String>();
    var layout = Repository.exactly(main).layout();
    try (var files = Files.walk(layout.syncWorktree())) {
      for (var file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        content.put(file.toString(), Files.readString(file));
      }
      if (Files.exists(layout.localLog())) {
        content.put("local", Files.readString(layout.localLog()));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return content;
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
