package thrum.cli.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.orientation.SyncState;
import thrum.cli.render.Ages;
import thrum.cli.render.Counts;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.sync.CheckSync;
import thrum.protocol.sync.ForceSync;

@Command(name = "force", header = "Exchange messages with the Git remote now.",
    description = "With --wait the exit code is 0 only when everything is published here and everything from the remote "
        + "has arrived.",
    footer = {"Example:", "  thrum sync force"})
final class ForceCommand extends ResultCommand<ForceSync.Result> {

  private static final Duration USUAL = Duration.ofSeconds(60);

  @Option(names = "--wait", order = 1, description = "Wait for the end of the exchange.") boolean wait;

  @Option(names = "--timeout", paramLabel = "DURATION", order = 2,
      description = "With --wait: how long at most, such as 2m; 60s unless given.")
  @Nullable Duration timeout;

  @Override
  protected ForceSync.Result call(Workplace place) {
    if (timeout != null && !wait) throw new Refused("--timeout: only together with --wait");
    if (limit().isNegative()) throw new Refused("--timeout: a time cannot be negative");
    if (wait) announce(place);
    var result = place.daemon()
        .call(new ForceSync(wait, limit().toMillis(), place.invocation().variable("SSH_AUTH_SOCK")));
    if (result.firstPushTo() != null) {
      place.err()
          .line("warning: the messages of this repository are published to %s for the first time; "
              + "whoever can read that repository can read them", result.firstPushTo())
          .flush();
    }
    return result;
  }

  private Duration limit() {
    return timeout == null ? USUAL : timeout;
  }

  /** The line that stands there while nothing else does. */
  private void announce(Workplace place) {
    if (place.quiet() || place.json()) return;
    var state = place.daemon().call(new CheckSync());
    if (state.localOnly() || state.remoteUrl() == null) return;
    place.err()
        .line("Exchanging messages with %s (%s at most) …", state.remoteUrl(), Ages.length(limit()))
        .flush();
  }

  @Override
  protected void print(ForceSync.Result result, TextOut out) {
    if (wait) {
      printEnd(result, out);
    } else if (result.triggered()) {
      out.line("✓ Sync triggered");
      new SyncPage(result.state()).print(out);
    } else {
      out.line("✗ The sync loop is not running");
    }
  }

  private void printEnd(ForceSync.Result result, TextOut out) {
    var state = result.state();
    if (done(result)) {
      out.line("✓ Synced with %s: %s in, %s out", state.remoteUrl() == null ? "origin" : state.remoteUrl(),
          Counts.of(result.eventsIn() == null ? 0 : result.eventsIn(), "event"),
          result.eventsOut() == null ? 0 : result.eventsOut());
    } else if (result.timedOut()) {
      out.line("✗ Not done within %s; it goes on in the background: thrum sync status", Ages.length(limit()));
    } else if (state.localOnly()) {
      out.line("✗ Nothing is exchanged: messages stay on this machine");
      out.line("  To exchange them through the Git remote: thrum config set daemon.local_only false");
    } else if (state.remoteState().equals("none")) {
      out.line(
          "✗ Nothing is exchanged: this repository has no remote named origin (git remote add origin URL)");
    } else {
      out.line("%s", SyncState.text(state.syncState(), state.remoteState()));
      if (state.lastError() != null) out.line("  %s", state.lastError());
      out.line("  Nothing is lost; the daemon tries again by itself: thrum sync status");
    }
  }

  @Override
  protected int exitCode(ForceSync.Result result) {
    return !wait || done(result) ? OK : FAILED;
  }

  private static boolean done(ForceSync.Result result) {
    return !result.timedOut() && result.state().syncState().equals("synced")
        && result.state().remoteState().equals("ok");
  }
}
