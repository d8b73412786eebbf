package thrum.cli.daemon;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.client.DaemonHome;
import thrum.cli.client.RunningDaemon;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;

@Command(name = "restart", header = "Stop the daemon if it runs, and start it.",
    description = "It keeps its web port, so that open pages find it again.",
    footer = {"Example:", "  thrum daemon restart"})
final class RestartCommand extends ThrumCommand implements PlainlyRead {

  @Option(names = "--local", order = 1,
      description = "Never exchange anything with the remote; the configuration remembers it.") boolean local;

  @Override
  protected int run(Workplace place) {
    DaemonHome home = place.initialisedDaemonHome();
    Integer port = DaemonText.port(home);
    RunningDaemon.find(home)
        .filter(found -> found.serves(home) || found.file().repoPath() == null)
        .ifPresent(RunningDaemon::stop);
    long process = StartCommand.start(place, home, local ? List.of("--local") : List.of(),
        port == null ? Map.of() : Map.of("THRUM_WS_PORT", port.toString()));
    if (!place.quiet()) DaemonText.started("restarted", process, home, place.out());
    return OK;
  }
}
