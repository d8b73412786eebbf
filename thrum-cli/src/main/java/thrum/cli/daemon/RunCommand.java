package thrum.cli.daemon;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.client.DaemonHome;
import thrum.cli.command.GlobalOptions;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.cli.exec.ClientProcess;
import thrum.cli.exec.CommandsInDaemon;
import thrum.core.lock.Posix;
import thrum.daemon.process.DaemonOptions;
import thrum.daemon.process.DaemonProcess;

@Command(name = "run", header = "Run the daemon in the foreground, until a signal ends it.",
    footer = {"Example:", "  thrum daemon run"})
final class RunCommand extends ThrumCommand implements PlainlyRead {

  private static final String BACKGROUND = "--background";
  private static final String LOCAL = "--local";
  private static final String REPOSITORY = "--repo";

  @Option(names = LOCAL, order = 1,
      description = "Never exchange anything with the remote; the configuration remembers it.") boolean local;

  @Option(names = BACKGROUND, hidden = true,
      description = "Set by daemon start: leave the caller's session; standard error is the log file.") boolean background;

  @Override
  public Optional<GlobalOptions> readPlainly(List<String> arguments) {
    int at = arguments.indexOf(REPOSITORY);
    if (at < 0 || at + 1 == arguments.size()) return Optional.empty();
    var flags = new ArrayList<>(arguments);
    flags.remove(at);
    String repository = flags.remove(at);
    if (!List.of(BACKGROUND, LOCAL).containsAll(flags)) return Optional.empty();
    background = flags.contains(BACKGROUND);
    local = flags.contains(LOCAL);
    return Optional.of(GlobalOptions.inRepository(repository));
  }

  @Override
  protected int run(Workplace place) {
    DaemonHome home = place.initialisedDaemonHome();
    // Linking the C library takes longer than the rest of the way to the socket: nothing waits for it.
    if (background) Thread.ofPlatform().daemon().name("thrum-session").start(Posix::leaveSession);
    var invocation = place.invocation();
    var build = invocation.process().build();
    return DaemonProcess.run(new DaemonOptions(home.repository(), invocation.environment(),
        build.full(), local,
        new PrintStream(invocation.err(), true, StandardCharsets.UTF_8),
        background ? home.log() : null, invocation.clock(),
        CommandsInDaemon.of(invocation, ClientProcess.ofThisMachine())));
  }
}
