package thrum.cli.daemon;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.client.DaemonHome;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.cli.exec.ClientProcess;
import thrum.cli.exec.CommandsInDaemon;
import thrum.daemon.process.DaemonOptions;
import thrum.daemon.process.DaemonProcess;

@Command(name = "run", header = "Run the daemon in the foreground, until a signal ends it.",
    footer = {"Example:", "  thrum daemon run"})
final class RunCommand extends ThrumCommand {

  @Option(names = "--local", order = 1,
      description = "Never exchange anything with the remote; the configuration remembers it.") boolean local;

  @Option(names = "--background", hidden = true,
      description = "Set by daemon start: leave the caller's session; standard error is the log file.") boolean background;

  @Override
  protected int run(Workplace place) {
    DaemonHome home = place.initialisedDaemonHome();
    // Linking the C library takes longer than the rest of the way to the socket: nothing waits for it.
    if (background) Thread.ofPlatform().daemon().name("thrum-session").start(OwnSession::begin);
    var invocation = place.invocation();
    var build = invocation.process().build();
    return DaemonProcess.run(new DaemonOptions(home.repository(), invocation.environment(),
        build.full(), local,
        new PrintStream(invocation.err(), true, StandardCharsets.UTF_8),
        background ? home.log() : null, invocation.clock(),
        CommandsInDaemon.of(invocation, ClientProcess.ofThisMachine())));
  }
}
