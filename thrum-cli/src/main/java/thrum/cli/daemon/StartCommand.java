package thrum.cli.daemon;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.client.DaemonHome;
import thrum.cli.client.DaemonStart;
import thrum.cli.client.RunningDaemon;
import thrum.cli.command.GlobalOptions;
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
  public Optional<GlobalOptions> readPlainly(List<String> arguments) {
    if (arguments.isEmpty()) return Optional.of(GlobalOptions.none());
    return arguments.size() == 2 && arguments.getFirst().equals("--repo")
        ? Optional.of(GlobalOptions.inRepository(arguments.getLast()))
        : Optional.empty();
  }

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
    start(place, home, local ? List.of("--local") : List.of(), Map.of());
    if (!place.quiet()) DaemonText.started("started", home, place.out());
    return OK;
  }

  static void start(Workplace place, DaemonHome home, List<String> flags, Map<String, String> variables) {
    new DaemonStart(place.invocation(), home, place.err()).start(flags, variables).close();
  }
}
