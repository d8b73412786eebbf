package thrum.cli.exec;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import thrum.cli.Invocation;
import thrum.cli.ProcessFacts;
import thrum.cli.Terminal;
import thrum.cli.program.Program;
import thrum.cli.program.ReadyCommands;
import thrum.daemon.exec.Calls;
import thrum.daemon.exec.ClientStreams;
import thrum.daemon.exec.CommandRunner;
import thrum.daemon.exec.Handoff;
import thrum.daemon.exec.ServedDaemon;
import thrum.protocol.exec.ExecuteCommand;

/** Runs the commands of this program inside a daemon: the same code as in a process of its own. */
public final class CommandsInDaemon implements CommandRunner {

  /** Commands that only look. */
  private static final List<List<String>> WARM_UP = List.of(List.of("whoami"), List.of("status"),
      List.of("inbox", "--unread"), List.of("team"), List.of("overview"), List.of("sent"));
  private static final int WARM_UP_ROUNDS = 10;
  /** An agent that is in no list and has no identity file that a command could renew. */
  private static final Map<String, String> NOBODY =
      Map.of("THRUM_AGENT_ID", "warm-up", "THRUM_ROLE", "warm-up", "THRUM_MODULE", "warm-up");

  private final ServedDaemon served;
  private final Calls calls;
  private final ProcessFacts process;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ClientProcess clients;
  private final ReadyCommands ready = new ReadyCommands();

  private CommandsInDaemon(ServedDaemon served, Calls calls, Invocation daemon, ClientProcess clients) {
    this.served = served;
    this.calls = calls;
    this.process = daemon.process();
    this.clock = daemon.clock();
    this.random = daemon.random();
    this.clients = clients;
  }

  /**
   * For a daemon that this program runs.
   *
   * @param daemon the invocation of the daemon itself
   */
  public static CommandRunner.Source of(Invocation daemon, ClientProcess clients) {
    return (served, calls) -> new CommandsInDaemon(served, calls, daemon, clients);
  }

  @Override
  public int run(ExecuteCommand request, ClientStreams client) {
    List<String> words =
        request.words().orElseThrow(() -> new Handoff("an argument is not valid UTF-8"));
    Path directory = directory(request);
    if (!clients.standsIn(request.pid(), directory)) {
      throw new Handoff("the client is no process that the daemon can look at");
    }
    var direct = new DirectDaemon(calls);
    var tty = request.tty();
    var invocation = new Invocation(words, directory, request.env(), client.in(), client.out(), client.err(),
        new Terminal(tty.stdin(), tty.stdout(), tty.stderr(), client.columns()), clock, randomOfItsOwn(),
        process.of(request.pid()));
    try {
      return Program.run(invocation, new InsideDaemon(served.layout(), direct), ready);
    } catch (Handoff late) {
      if (direct.called())
        throw new IllegalStateException("handed over after its first call: " + late.why(), late);
      throw late;
    } finally {
      // The next command of this name finds it made; this client does not wait for it.
      Thread.startVirtualThread(ready::refill);
    }
  }

  @Override
  public void warmUp() {
    Path checkout = served.layout().servedCheckout();
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      for (List<String> words : WARM_UP) {
        if (Thread.currentThread().isInterrupted()) return;
        var invocation = new Invocation(words, checkout, NOBODY, InputStream.nullInputStream(),
            OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Terminal.NONE, clock,
            randomOfItsOwn(), process);
        Program.run(invocation, new InsideDaemon(served.layout(), new DirectDaemon(calls)), ready);
        ready.refill();
      }
    }
  }

  private static Path directory(ExecuteCommand request) {
    try {
      var directory = Path.of(request.cwd());
      if (directory.isAbsolute()) return directory;
    } catch (InvalidPathException noPath) {
      throw new Handoff("the working directory is no path");
    }
    throw new Handoff("the working directory is not absolute");
  }

  /** Generators are for one thread. */
  private RandomGenerator randomOfItsOwn() {
    synchronized (random) {
      return new SplittableRandom(random.nextLong());
    }
  }
}
