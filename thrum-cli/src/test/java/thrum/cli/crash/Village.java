package thrum.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import thrum.cli.launcher.StartingWords;
import thrum.protocol.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One repository with some registered agents and a daemon in a process of its own. */
final class Village implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path home;
  private final Path repository;
  private final List<Process> started = new ArrayList<>();

  private Village(Path home, Path repository) {
    this.home = home;
    this.repository = repository;
  }

  /** A new repository, initialised, in which the agents {@code a0}, {@code a1}… have open sessions. */
  static Village found(Path directory, int agents) throws Exception {
    var home = Files.createDirectory(directory.resolve("home"));
    var repository = Files.createDirectory(directory.resolve("village")).toRealPath();
    var village = new Village(home, repository);
    try {
      village.settle(agents);
    } catch (Exception | Error failure) {
      village.close();
      throw failure;
    }
    return village;
  }

  private void settle(int agents) throws Exception {
    run(List.of("git", "init", "-q", repository.toString()));
    run(thrum("init", "--quiet"));
    try (var client = connect()) {
      for (int agent = 0; agent < agents; agent++) {
        client.call("agent.register",
            object(Map.of("name", "a" + agent, "role", "tester", "module", "m" + agent)));
        client.call("session.start", object(Map.of("agent_id", "a" + agent)));
      }
    }
    run(thrum("daemon", "stop"));
  }

  Path socket() {
    return repository.resolve(".thrum/var/thrum.sock");
  }

  ObjectNode message(int agent, String text) {
    var params = object(Map.of("content", text, "caller_agent_id", "a" + agent));
    params.putArray("mentions").add("@a" + ((agent + 1) % 2));
    return params;
  }

  /** A daemon of its own process, answering. */
  Process startDaemon() throws Exception {
    var process = process(thrum("daemon", "run", "--repo", repository.toString())).start();
    started.add(process);
    connect().close();
    return process;
  }

  /**
   * Every acknowledged message once in the log and once in the projection, nothing that nobody sent, whole
   * lines only,
   * and a rebuild that equals the live projection.
   */
  void check(Set<String> attempted, Set<String> acknowledged, String run) throws Exception {
    var daemon = startDaemon();
    daemon.destroy();
    assertTrue(daemon.waitFor(30, TimeUnit.SECONDS), "the daemon did not stop; " + run);
    var logged = messagesInLog();
    var missing = new TreeSet<>(acknowledged);
    missing.removeAll(logged.keySet());
    assertEquals(Set.of(), missing, "acknowledged and lost; " + run);
    assertTrue(attempted.containsAll(logged.keySet()), "nobody sent some message in the log; " + run);
    var twice = logged.entrySet().stream().filter(entry -> entry.getValue() != 1).collect(Collectors.toSet());
    assertEquals(Set.of(), twice, "logged more than once; " + run);
    assertEquals(logged.keySet(), messagesInDatabase(), "log and projection disagree; " + run);
    assertEquals("", Rebuilt.difference(repository), "a rebuild differs; " + run);
  }

  /** How often each text stands in the message shards; a line that is no JSON object fails the test. */
  private Map<String, Integer> messagesInLog() throws IOException {
    var found = new TreeMap<String, Integer>();
    var shards = repository.resolve(".git/thrum-sync/a-sync/messages");
    try (var files = Files.newDirectoryStream(shards, "*.jsonl")) {
      for (var file : files) {
        var text = Files.readString(file);
        assertTrue(text.isEmpty() || text.endsWith("\n"), file + " ends in the middle of a line");
        for (var line : text.lines().toList()) {
          var json = Json.MAPPER.readTree(line);
          assertTrue(json.isObject(), file + " holds a broken line: " + line);
          if (json.path("type").asString().equals("message.create")) {
            found.merge(json.at("/body/content").asString(), 1, Integer::sum);
          }
        }
      }
    }
    return found;
  }

  private Set<String> messagesInDatabase() throws Exception {
    var texts = new TreeSet<String>();
    try (var connection = java.sql.DriverManager.getConnection(
        "jdbc:sqlite:" + repository.resolve(".thrum/var/messages.db"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT body_content FROM messages")) {
      while (rows.next()) {
        assertTrue(texts.add(rows.getString(1)), "projected more than once: " + rows.getString(1));
      }
    }
    return texts;
  }

  private RawClient connect() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var client = answering();
    while (client.call("health", Json.MAPPER.createObjectNode().put("when_ready", true)).has("replay")) {
      assertTrue(System.nanoTime() < deadline, "it still reads its log");
    }
    return client;
  }

  private RawClient answering() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        var client = new RawClient(socket());
        client.call("health", Json.MAPPER.createObjectNode());
        return client;
      } catch (IOException notYet) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("no daemon answers on " + socket() + "; running: " + daemons()
              + "; they said:\n" + read(home.resolve("daemon.out").toFile()), notYet);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private static ObjectNode object(Map<String, String> members) {
    JsonNode node = Json.MAPPER.valueToTree(members);
    return (ObjectNode) node;
  }

  private List<String> thrum(String... arguments) {
    var command = new ArrayList<>(StartingWords.ofTheProgram());
    command.addAll(List.of(arguments));
    return command;
  }

  Path repository() {
    return repository;
  }

  /** Waits for a daemon that answers, though it may have to read its log still. */
  void awaitSocket() throws Exception {
    answering().close();
  }

  Path var() {
    return repository.resolve(".thrum/var");
  }

  /** What one command left: its exit code and both streams. */
  record Outcome(int exit, String out, String err) {}

  /** Starts a command of the product as its user would, in a process of its own. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    var process = process(thrum(arguments)).redirectErrorStream(false)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    started.add(process);
    return process;
  }

  Outcome thrumCommand(String... arguments) throws Exception {
    var out = Files.createTempFile(home, "command", ".out");
    var err = Files.createTempFile(home, "command", ".err");
    var process = start(out, err, arguments);
    assertTrue(process.waitFor(90, TimeUnit.SECONDS), "still running: " + String.join(" ", arguments));
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** The daemons of this repository that live, whoever started them. */
  List<ProcessHandle> daemons() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info()
            .arguments()
            .map(List::of)
            .orElse(List.of())
            .containsAll(List.of("daemon", "run", repository.toString())))
        .toList();
  }

  private void run(List<String> command) throws Exception {
    var output = File.createTempFile("command", ".out", home.toFile());
    var process = process(command).redirectErrorStream(true).redirectOutput(output).start();
    started.add(process);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running: " + command);
    assertEquals(0, process.exitValue(), () -> read(output));
  }

  private static String read(File file) {
    try {
      return Files.readString(file.toPath(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  private ProcessBuilder process(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(repository.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("daemon.out").toFile()));
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("THRUM_") || name.startsWith("GIT_"));
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("LC_ALL", "C.UTF-8");
    return builder;
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    // Some daemons are no children of this process: a command started them.
    daemons().forEach(ProcessHandle::destroyForcibly);
    started.forEach(process -> process.onExit().join());
    daemons().forEach(process -> process.onExit().join());
  }
}
