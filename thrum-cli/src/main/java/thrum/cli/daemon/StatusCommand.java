package thrum.cli.daemon;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import thrum.cli.client.Daemon;
import thrum.cli.client.DaemonHome;
import thrum.cli.client.RunningDaemon;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Ages;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Broken;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.sync.ReplayPart;

@Command(name = "status", header = "Show whether the daemon runs; exit code 1 when it does not.",
    footer = {"Example:", "  thrum daemon status --json"})
final class StatusCommand extends ResultCommand<StatusCommand.DaemonStatus> implements PlainlyRead {

  private boolean json;

  /** As {@code --json} prints it (01 §8); what is unknown is null. */
  record DaemonStatus(boolean running, String status, @Nullable Long pid, @Nullable String repoPath,
      @Nullable String uptime, @Nullable String version, @Nullable String syncState,
      @Nullable Integer wsPort, @JsonIgnore @Nullable ReplayPart replay) {}

  @Override
  protected DaemonStatus call(Workplace place) {
    json = place.json();
    DaemonHome home = place.daemonHome();
    Optional<RunningDaemon> process = RunningDaemon.find(home);
    CheckHealth.Result health = health(place);
    if (process.isEmpty() && health == null) {
      return new DaemonStatus(false, "stopped", null, null, null, null, null, null, null);
    }
    return new DaemonStatus(true, "running", process.map(RunningDaemon::pid).orElse(null),
        process.map(found -> found.file().repoPath()).orElse(null),
        health == null ? null : Ages.length(Duration.ofMillis(health.uptimeMs())),
        health == null ? null : health.version(), health == null ? null : health.syncState(),
        DaemonText.port(home), health == null ? null : health.replay());
  }

  @Override
  protected void print(DaemonStatus status, TextOut out) {
    if (!status.running()) {
      out.line("Daemon:  not running (start it: thrum daemon start)");
      return;
    }
    out.line("Daemon:  running%s", status.pid() == null ? "" : " (PID " + status.pid() + ")");
    if (status.uptime() == null) {
      out.line("         ✗ it does not answer; its log: thrum daemon logs");
    } else {
      out.line("Uptime:  %s", status.uptime());
      if (status.version() != null) out.line("Version: %s", status.version());
      if (status.syncState() != null) out.line("Sync:    %s", status.syncState());
      if (status.replay() != null) {
        out.line("         ○ it reads its log: %s %", status.replay().percent());
      }
    }
    if (status.wsPort() != null) out.line("UI:      http://localhost:%s", status.wsPort());
  }

  @Override
  protected int exitCode(DaemonStatus status) {
    return status.running() || json ? OK : FAILED;
  }

  private static CheckHealth.@Nullable Result health(Workplace place) {
    try {
      Optional<Daemon> daemon = place.daemonIfRunning();
      return daemon.isPresent() ? daemon.get().call(new CheckHealth()) : null;
    } catch (Broken noAnswer) {
      return null;
    }
  }
}
