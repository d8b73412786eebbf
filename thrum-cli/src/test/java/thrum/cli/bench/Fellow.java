package thrum.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import thrum.protocol.json.Json;
import thrum.protocol.message.SendMessage;
import thrum.protocol.sync.ForceSync;

/** A clone of a remote repository with one agent and a daemon of its own, which closing it stops. */
final class Fellow implements AutoCloseable {

  private static final long PATIENCE_MS = 300_000;

  private final Commands commands;
  private final Map<String, String> variables;
  private final Path repository;

  private Fellow(Commands commands, Map<String, String> variables, Path repository) {
    this.commands = commands;
    this.variables = variables;
    this.repository = repository;
  }

  /**
   * Sets the clone up; no daemon runs.
   *
   * @param remote what its {@code origin} is
   * @param variables for its daemon
   */
  static Fellow with(Commands commands, Path repository, String remote, Map<String, String> variables)
      throws IOException {
    var fellow = new Fellow(commands, variables, Files.createDirectories(repository));
    commands.git(repository, "init", "-q", "-b", "main");
    commands.git(repository, "remote", "add", "origin", remote);
    fellow.thrum("init");
    fellow.stop(); // the first daemon has given itself its name
    fellow.thrum("config", "set", "daemon.local_only", "false");
    fellow.thrum("config", "set", "daemon.sync_interval", "3600");
    return fellow;
  }

  /** Starts the daemon and an agent's session. */
  Fellow start(int agent) throws IOException {
    thrum("daemon", "start");
    thrum("quickstart", "--name", People.agent(agent).value(), "--role", People.role(agent), "--module",
        People.module(agent));
    return this;
  }

  Wire connect() throws IOException {
    return new Wire(repository.resolve(".thrum/var/thrum.sock"));
  }

  /** The n-th message of an agent, to everybody. */
  static SendMessage message(int agent, int number) {
    return new SendMessage("Number " + number + " is ready for review", "markdown", null, null, List.of(),
        List.of(), List.of(), null, false, People.agent(agent));
  }

  /** One cycle, to its end. */
  ForceSync.Result cycle(Wire wire) throws IOException {
    var result = wire.ask(new ForceSync(true, PATIENCE_MS, null));
    if (result.timedOut()) throw new IOException("a cycle does not end in " + repository);
    return result;
  }

  String tip() throws IOException {
    return commands.git(repository, "rev-parse", "a-sync").out().strip();
  }

  Path worktree() {
    return repository.resolve(".git/thrum-sync/a-sync");
  }

  String daemonId() throws IOException {
    return Json.read(Files.readAllBytes(repository.resolve(".thrum/var/peers.json")))
        .path("local")
        .path("daemon_id")
        .stringValue();
  }

  /** The files of the log by name: the bytes of each, or which file it is and when it was written. */
  SortedMap<String, Object> files(Look look) throws IOException {
    var files = new TreeMap<String, Object>();
    try (var paths = Files.walk(worktree())) {
      for (Path path : paths.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
        files.put(worktree().relativize(path).toString(),
            look == Look.BYTES ? Json.MAPPER.valueToTree(Files.readAllLines(path))
                : Files.getAttribute(path, "unix:ino") + " " + Files.getLastModifiedTime(path));
      }
    }
    return files;
  }

  /** How files are compared. */
  enum Look {
    BYTES, IDENTITY
  }

  Commands.Finished thrum(String... arguments) throws IOException {
    return commands.thrum(repository, variables, arguments);
  }

  private void stop() throws IOException {
    if (Files.exists(repository.resolve(".thrum/var/thrum.pid"))) thrum("daemon", "stop");
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
