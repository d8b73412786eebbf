package thrum.cli.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.EventStore;
import thrum.core.journal.StoreOptions;
import thrum.core.log.Disk;
import thrum.core.log.LineLimit;
import thrum.core.projection.ProjectionDump;
import thrum.core.repository.Repository;
import thrum.protocol.id.DaemonId;
import thrum.protocol.json.Json;
import thrum.protocol.rpc.LineFrames;
import tools.jackson.databind.JsonNode;

/** A clone of a bare repository with the built program, whose daemon may be killed at any time. */
final class RealClone implements AutoCloseable {

  private static final int SECONDS = 120;

  private final Path home;
  private final Path repository;
  private final Path remote;
  final String name;
  private @Nullable Process daemon;

  /** Sets it up and starts its daemon; the name is also its author's. */
  RealClone(Path root, Path remote, String name) throws IOException {
    this.home = Files.createDirectories(root.resolve("home-" + name));
    this.repository = Files.createDirectories(root.resolve(name)).toRealPath();
    this.remote = remote;
    this.name = name;
    run("git", "init", "-q", "-b", "main", ".");
    run("git", "remote", "add", "origin", remote.toString());
    thrum("init");
    if (Files.exists(repository.resolve(".thrum/var/thrum.pid"))) thrum("daemon", "stop");
    Files.writeString(repository.resolve(".thrum/config.json"),
        "{\"daemon\":{\"local_only\":false,\"sync_interval\":3600}}\n");
    start();
    call("agent.register", "{\"name\":\"%s\",\"role\":\"role_%s\",\"module\":\"m\"}".formatted(name, name));
    call("session.start", "{\"agent_id\":\"" + name + "\"}");
  }

  void start() throws IOException {
    daemon = process(Installed.BUILT.resolve("bin/thrum-jvm").toString(), "daemon", "run", "--repo",
        repository.toString()).start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!answers()) {
      assertTrue(daemon.isAlive() && System.nanoTime() < end, () -> "no daemon: " + said());
      Thread.onSpinWait();
    }
  }

  private boolean answers() {
    try {
      call("health", "{}");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** As the system does it when memory is short. */
  void kill() {
    if (daemon != null) daemon.destroyForcibly().onExit().join();
  }

  void stop() {
    if (daemon != null) {
      daemon.destroy();
      daemon.onExit().join();
    }
  }

  /** Nobody answers where its remote was, or somebody does again. */
  void remote(Reach reach) throws IOException {
    run("git", "remote", "set-url", "origin",
        reach == Reach.HERE ? remote.toString() : remote.resolveSibling("nowhere").toString());
  }

  /** Whether the remote can be reached. */
  enum Reach {
    HERE, GONE
  }

  /** The machine was too slow for an answer in time; nobody knows whether the request was carried out. */
  static final class TooBusy extends IOException {

    private static final long serialVersionUID = 1L;

    TooBusy(String method) {
      super(method + " was not answered in time");
    }
  }

  /**
   * The result of a call.
   *
   * @throws TooBusy it took too long
   * @throws IOException the daemon is not there, or went away before it answered
   */
  JsonNode call(String method, String params) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(repository.resolve(".thrum/var/thrum.sock")));
      var frames = new LineFrames(Channels.newInputStream(channel), Channels.newOutputStream(channel));
      frames.write(("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")
          .getBytes(StandardCharsets.UTF_8));
      byte[] line = frames.read();
      if (line == null) throw new EOFException("the daemon went away");
      var answer = Json.MAPPER.readTree(line);
      if (answer.toString().contains("deadline exceeded")) throw new TooBusy(method);
      if (!answer.has("result")) throw new IllegalStateException(method + ": " + answer);
      return answer.path("result");
    }
  }

  JsonNode cycle() throws IOException {
    return call("sync.force", "{\"wait\":true,\"timeout_ms\":600000}");
  }

  String tip() throws IOException {
    return run("git", "rev-parse", "a-sync").strip();
  }

  /** The files of the log by name. */
  SortedMap<String, List<String>> files() throws IOException {
    var files = new TreeMap<String, List<String>>();
    var worktree = repository.resolve(".git/thrum-sync/a-sync");
    try (var paths = Files.walk(worktree)) {
      for (Path file : paths.filter(path -> path.toString().endsWith(".jsonl")).toList())
        files.put(worktree.relativize(file).toString(), Files.readAllLines(file));
    }
    return files;
  }

  /** What the log comes to, table by table. No daemon runs. */
  ProjectionDump tables() throws IOException {
    var layout = Repository.exactly(repository).layout();
    var id = Json.MAPPER.readTree(Files.readString(layout.peers())).at("/local/daemon_id").asString();
    try (var store = EventStore.open(new StoreOptions(layout.syncWorktree(), layout.var(), new DaemonId(id),
        InstantSource.system(), new SecureRandom(), () -> LineLimit.DEFAULT, Disk.real()))) {
      return store.read(ProjectionDump::of);
    }
  }

  String git(String... words) throws IOException {
    var all = new ArrayList<>(List.of("git"));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  private void thrum(String... words) throws IOException {
    var all = new ArrayList<>(List.of(Installed.BUILT.resolve("bin/thrum").toString()));
    all.addAll(List.of(words));
    run(all.toArray(String[]::new));
  }

  private String run(String... words) throws IOException {
    var out = Files.createTempFile(home, "out", "");
    var process = process(words).redirectOutput(out.toFile()).start();
    assertEquals(0, process.onExit().join().exitValue(), () -> String.join(" ", words) + "\n" + said());
    return Files.readString(out);
  }

  private ProcessBuilder process(String... words) {
    var builder = new ProcessBuilder(words).directory(repository.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(variable -> !variable.equals("PATH"));
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("LC_ALL", "C.UTF-8");
    return builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("said").toFile()))
        .redirectError(ProcessBuilder.Redirect.appendTo(home.resolve("said").toFile()));
  }

  private String said() {
    try {
      return Files.readString(home.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
