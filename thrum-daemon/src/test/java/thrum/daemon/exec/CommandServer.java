package thrum.daemon.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.concurrent.locks.LockSupport;
import thrum.daemon.dispatch.Deadlines;
import thrum.daemon.dispatch.Dispatcher;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.dispatch.Peer;
import thrum.daemon.dispatch.StartUp;
import thrum.daemon.socket.UnixServer;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.health.CheckHealth;

/** A daemon's socket with {@link TestCommands} behind it. */
final class CommandServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Path socket;
  final List<Throwable> faults = new CopyOnWriteArrayList<>();
  final Dispatcher dispatcher;
  final TestCommands commands;
  private final Deadlines deadlines = new Deadlines();
  private final UnixServer server;

  CommandServer(Path directory) {
    this(directory, UnixServer.IDLE_LIMIT);
  }

  CommandServer(Path directory, Duration idleLimit) {
    socket = directory.resolve("s");
    var methods = new Methods();
    methods.on(CheckHealth.METHOD,
        (_, _) -> new CheckHealth.Result("ok", 1, FrameClient.VERSION, "r", "", "", List.of()));
    var startUp = new StartUp();
    startUp.succeeded();
    dispatcher = new Dispatcher(methods, startUp, deadlines, Dispatcher.REQUEST_LIMIT,
        (_, fault) -> faults.add(fault));
    commands = new TestCommands(new DispatchedCalls(dispatcher, Peer.unixSocket()));
    methods.onDialogue(ExecuteCommand.METHOD,
        new CommandExecution(commands, FrameClient.VERSION, faults::add));
    server = UnixServer.start(socket, line -> dispatcher.reply(line, Peer.unixSocket()), idleLimit, _ -> {});
  }

  FrameClient connect() throws java.io.IOException {
    return new FrameClient(socket);
  }

  /** Waits, at most so long, until no command runs any more. */
  void awaitQuiet(Duration bound) {
    await("a command is left", bound, () -> commands.running.get() == 0);
  }

  void awaitRunning(int count) {
    await("not as many commands run", PATIENCE, () -> commands.running.get() == count);
  }

  static void await(String failure, Duration bound, BooleanSupplier condition) {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) throw new AssertionError(failure + " after " + bound);
      LockSupport.parkNanos(200_000);
    }
  }

  @Override
  public void close() {
    server.close();
    deadlines.close();
  }
}
