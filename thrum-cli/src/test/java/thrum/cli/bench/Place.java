package thrum.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.json.Json;

/**
 * A throw-away Git repository with Thrum in it and a generated history. Closing it ends its daemon and
 * removes
 * every file.
 */
final class Place implements AutoCloseable {

  /** Who runs the commands. */
  static final int CALLER = 0;

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(20);
  private static final int PAUSE = 2;

  private final Path root;
  private final Path repository;
  private final Commands commands;
  private final Thread lastResort = new Thread(this::endDaemon, "end the daemon");
  private @Nullable Process spawned;
  private long events;

  /** @param root an empty directory, which goes when this is closed */
  Place(Path distribution, Path root) throws IOException {
    this.root = root;
    this.repository = Files.createDirectories(root.resolve("shop"));
    this.commands = new Commands(distribution, Files.createDirectories(root.resolve("home")));
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /** A repository with a history that the daemon has not seen yet; no daemon runs. */
  static Place with(History history, Path distribution) throws IOException {
    var place = new Place(distribution, Files.createTempDirectory("thrum-bench-"));
    try {
      place.prepare(history);
      return place;
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  Commands commands() {
    return commands;
  }

  Path repository() {
    return repository;
  }

  Path worktree() {
    return repository.resolve(".git/thrum-sync/a-sync");
  }

  /** Lines of the generated history. */
  long events() {
    return events;
  }

  /** A file of the daemon. */
  Path var(String name) {
    return repository.resolve(".thrum/var").resolve(name);
  }

  Wire connect() throws IOException {
    return new Wire(var("thrum.sock"));
  }

  Commands.Finished thrum(String... arguments) throws IOException {
    return commands.thrum(repository, arguments);
  }

  Commands.Finished thrum(Map<String, String> variables, String... arguments) throws IOException {
    return commands.thrum(repository, variables, arguments);
  }

  Commands.Finished launcher(Map<String, String> variables, int code, String... arguments)
      throws IOException {
    return commands.launcher(repository, variables, code, arguments);
  }

  /** Process id of the running daemon. */
  long daemon() throws IOException {
    return Json.read(Files.readAllBytes(var("thrum.pid"))).path("pid").longValue();
  }

  boolean isDaemonUp() {
    return Files.exists(var("thrum.pid"));
  }

  void stopDaemon() throws IOException {
    if (!isDaemonUp()) return;
    thrum("daemon", "stop");
    if (spawned != null) Commands.waitFor(spawned);
    spawned = null;
  }

  /** Starts a daemon directly and returns the nanoseconds until it answers. */
  long spawnDaemon(List<String> javaFlags) throws IOException {
    Path log = root.resolve("daemon-output.log");
    long start = System.nanoTime();
    var process = commands.daemon(repository, javaFlags, log);
    spawned = process;
    while (System.nanoTime() - start < PATIENCE) {
      try (var wire = connect()) {
        if (wire.ask(new CheckHealth(true)).replay() == null) return System.nanoTime() - start;
      } catch (IOException notYet) {
        if (!process.isAlive()) throw new IOException("the daemon ended:\n" + Files.readString(log), notYet);
        pause();
      }
    }
    throw new IOException("the daemon did not answer:\n" + Files.readString(log));
  }

  /** Makes the checkout that of {@link #CALLER}; starts a daemon when none runs. */
  void register() throws IOException {
    if (!isDaemonUp()) spawnDaemon(List.of());
    thrum("quickstart", "--name", People.agent(CALLER).value(), "--role", People.role(CALLER), "--module",
        People.module(CALLER), "--intent", "Measure");
  }

  /** Takes the projection away, so that the next daemon builds it anew. */
  void dropDatabase() throws IOException {
    for (String suffix : List.of("", "-wal", "-shm"))
      Files.deleteIfExists(var("messages.db" + suffix));
  }

  @Override
  public void close() throws IOException {
    endDaemon();
    Runtime.getRuntime().removeShutdownHook(lastResort);
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList())
        Files.deleteIfExists(file);
    }
  }

  private void prepare(History history) throws IOException {
    commands.git(repository, "init", "-q", "-b", "main");
    commands.git(repository, "commit", "-q", "--allow-empty", "-m", "Start");
    thrum("init");
    // The first daemon gives itself the name that the generated lines carry.
    if (!isDaemonUp()) spawnDaemon(List.of());
    stopDaemon();
    events = history.writeTo(worktree(), daemonId());
    commands.git(worktree(), "add", "-A");
    commands.git(worktree(), "commit", "-q", "-m", "History");
    dropDatabase();
  }

  private String daemonId() throws IOException {
    return Json.read(Files.readAllBytes(var("peers.json"))).path("local").path("daemon_id").stringValue();
  }

  /**
   * Gently, then not: nothing may stay behind, nor come up late. A daemon is known by the repository in its
   * command
   * line.
   */
  private void endDaemon() {
    if (spawned != null) end(spawned.toHandle());
    ProcessHandle.allProcesses()
        .filter(p -> List.of(p.info().arguments().orElse(new String[0])).contains(repository.toString()))
        .forEach(Place::end);
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
