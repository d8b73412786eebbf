package thrum.cli.daemon;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.client.DaemonHome;
import thrum.cli.client.DaemonStart;
import thrum.cli.client.RunningDaemon;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.protocol.failure.Refused;

@Command(name = "start", header = "Start the daemon of this repository in the background.",
    footer = {"Example:", "  thrum daemon start"})
final class StartCommand extends ThrumCommand implements PlainlyRead {

  @Option(names = "--local", order = 1,
      description = "Never exchange anything with the remote; the configuration remembers it.") boolean local;

  @Override
  protected int run(Workplace place) {
    DaemonHome home = place.initialisedDaemonHome();
    RunningDaemon.find(home).ifPresent(found -> {
      if (found.serves(home)) {
        throw new Refused(
            "daemon is already running (PID " + found.pid() + ") for repo " + home.repository());
      }
      place.err()
          .line("warning: the PID file speaks of process %s, which serves another repository",
              found.pid())
          .flush();
    });
    long process = start(place, home, local ? List.of("--local") : List.of(), Map.of());
    if (!place.quiet()) DaemonText.started("started", process, home, place.out());
    return OK;
  }

  /** Returns the process's id. */
  static long start(Workplace place, DaemonHome home, List<String> flags, Map<String, String> variables) {
    var started = new DaemonStart(place.invocation(), home, place.err()).start(flags, variables);
    started.daemon().close();
    return started.process();
  }
}
