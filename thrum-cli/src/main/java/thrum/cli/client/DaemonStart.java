package thrum.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import thrum.cli.Invocation;
import thrum.cli.render.TextOut;
import thrum.core.identity.ProcessTable;
import thrum.core.identity.RuntimeProcess;
import thrum.daemon.process.PidFile;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/**
 * Starts a daemon in the background and waits until it has read its log and answers. When several callers
 * start one at the same
 * instant, one of the processes wins and all callers get a connection to it.
 */
public final class DaemonStart {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  /** On a machine that is very busy, or with a long log to read, a process that lives is given more time. */
  private static final Duration PATIENCE_WITH_THE_LIVING = Duration.ofSeconds(60);
  private static final Duration AFTER_THE_CHILD = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(5);
  /** Where there is no {@code /proc}, looking at a process costs another one. */
  private static final int TRIES_BETWEEN_LOOKS = 20;
  private static final int LINES_OF_DIAGNOSIS = 5;

  /**
   * The shell goes at once: while a child of its own runs, a JVM waits a third of a second before it ends.
   */
  private static final String IN_BACKGROUND =
      "log=$1; shift; \"$@\" < /dev/null >> \"$log\" 2>&1 & echo $!";

  /** What a daemon says that finds another one in its place. */
  private static final List<String> ANOTHER_ONE =
      List.of("lock held by another process", "already running", "in use by another daemon");

  private final Invocation invocation;
  private final DaemonHome home;
  private final TextOut err;
  private final DaemonLog log;

  /** @param err where somebody who has to wait reads why */
  public DaemonStart(Invocation invocation, DaemonHome home, TextOut err) {
    this.invocation = invocation;
    this.home = home;
    this.err = err;
    this.log = new DaemonLog(home.log());
  }

  /**
   * A daemon that answers.
   *
   * @param process its id
   */
  public record Started(SocketDaemon daemon, long process) {}

  /**
   * Starts it. A daemon that still reads its log after a minute counts as started:
   * it
   * answers later.
   *
   * @param flags further flags of {@code daemon run}
   * @param variables added to its environment
   */
  public Started start(List<String> flags, Map<String, String> variables) {
    try {
      if (!Files.isDirectory(home.var())) Files.createDirectories(home.var());
      long logged = log.prepare();
      long process = spawn(flags, variables);
      return await(process, logged);
    } catch (IOException e) {
      throw new Broken("cannot start the daemon", home.var().toString(),
          "check that the directory can be written", e);
    }
  }

  /** Returns the id of the process that becomes the daemon. */
  private long spawn(List<String> flags, Map<String, String> variables) throws IOException {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", IN_BACKGROUND, "sh", home.log().toString()));
    command.addAll(invocation.process().launcher());
    command.addAll(List.of("daemon", "run", "--background", "--repo", home.repository().toString()));
    command.addAll(flags);
    var builder = new ProcessBuilder(command).directory(home.var().toFile());
    builder.environment().clear();
    builder.environment().putAll(DaemonEnvironment.of(invocation.environment(), invocation.process().mac()));
    builder.environment().putAll(variables);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(home.log().toFile()));
    Process shell = builder.start();
    shell.getOutputStream().close();
    String id;
    try (var out = shell.getInputStream()) {
      id = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
    if (!id.matches("[1-9][0-9]{0,18}"))
      throw new IOException("the shell started nothing; see " + home.log());
    return Long.parseLong(id);
  }

  private Started await(long process, long logged) throws IOException {
    var processes = new RuntimeProcess(ProcessTable.ofThisMachine());
    var deadline = Deadline.in(PATIENCE);
    var last = Deadline.in(PATIENCE_WITH_THE_LIVING);
    boolean alive = true;
    for (int tries = 1; !deadline.hasPassed() || (alive && !last.hasPassed()); tries++) {
      if (tries % TRIES_BETWEEN_LOOKS == 0) alive = processes.alive(process);
      try {
        var daemon = ready(SocketDaemon.connect(home.socket(), invocation.process().user()), last);
        return new Started(daemon, serving(process));
      } catch (IOException notYet) {
        if (!alive && !metAnother(logged)) deadline = sooner(deadline);
        pause();
      }
    }
    throw new Refused("the daemon did not come up" + diagnosis(alive, logged));
  }

  /** The process that serves: of several that were started at the same instant another one may have won. */
  private long serving(long process) {
    return PidFile.names(process, home.pidFile())
        ? process
        : RunningDaemon.find(home).map(RunningDaemon::pid).orElse(process);
  }

  /**
   * Waits until the daemon serves everything.
   *
   * @throws IOException when it ended instead
   */
  private SocketDaemon ready(SocketDaemon daemon, Deadline last) throws IOException {
    try {
      var replay = daemon.startUp();
      while (replay.isPresent() && !last.hasPassed()) {
        err.line("The daemon reads its log: %s %", replay.get().percent()).flush();
        replay = daemon.startUp();
      }
      return daemon;
    } catch (Broken | Refused ended) {
      daemon.close();
      throw new IOException(ended);
    }
  }

  private Deadline sooner(Deadline deadline) {
    return deadline.millis() > AFTER_THE_CHILD.toMillis() ? Deadline.in(AFTER_THE_CHILD) : deadline;
  }

  private boolean metAnother(long logged) throws IOException {
    String text = log.text(logged);
    return ANOTHER_ONE.stream().anyMatch(text::contains);
  }

  private String diagnosis(boolean alive, long logged) throws IOException {
    var text = new StringBuilder(
        alive ? " within " + PATIENCE_WITH_THE_LIVING.toSeconds() + " s" : ": its process has ended");
    List<String> lines = log.tail(logged, LINES_OF_DIAGNOSIS);
    text.append(lines.isEmpty() ? "; it said nothing in " : "; the end of ").append(home.log());
    if (!lines.isEmpty()) text.append(":");
    for (String line : lines) text.append("\n  ").append(line);
    return text.toString();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted while waiting for the daemon");
    }
  }
}
