package thrum.cli.daemon;

import picocli.CommandLine.Command;
import thrum.cli.client.RunningDaemon;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.protocol.failure.Refused;

@Command(name = "stop", header = "Stop the daemon; what it has acknowledged is on disk.",
    footer = {"Example:", "  thrum daemon stop"})
final class StopCommand extends ThrumCommand implements PlainlyRead {

  @Override
  protected int run(Workplace place) {
    RunningDaemon daemon = RunningDaemon.find(place.daemonHome())
        .orElseThrow(() -> new Refused("daemon is not running"));
    daemon.stop();
    if (!place.quiet()) place.out().line("✓ Daemon stopped (PID %s)", daemon.pid());
    return OK;
  }
}
