package thrum.cli.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import thrum.cli.Invocation;
import thrum.cli.client.DaemonHome;
import thrum.cli.client.DaemonStart;
import thrum.cli.client.RunningDaemon;
import thrum.cli.render.TextOut;
import thrum.core.migration.Migration;
import thrum.core.repository.Layout;
import thrum.daemon.process.SingleInstance;

/** A repository's daemon, which must not write while somebody else does. */
final class PausedDaemon {

  private final Invocation invocation;
  private final Layout layout;
  private final DaemonHome home;
  private final TextOut err;
  private boolean stopped;

  PausedDaemon(Invocation invocation, TextOut err, Layout layout) {
    this.invocation = invocation;
    this.err = err;
    this.layout = layout;
    this.home = DaemonHome.in(layout.servedCheckout(), layout.var());
  }

  boolean runs() {
    return running().isPresent();
  }

  /** Ends it, if it runs, and keeps every other one out until the turn is closed. */
  Migration.Turn pause() {
    running().ifPresent(daemon -> {
      daemon.stop();
      stopped = true;
    });
    return SingleInstance.take(layout)::close;
  }

  /** Starts it again, if it ran. */
  void resume() {
    if (stopped) {
      new DaemonStart(invocation, home, err).start(List.of(), Map.of()).daemon().close();
    }
  }

  private Optional<RunningDaemon> running() {
    return RunningDaemon.find(home).filter(daemon -> daemon.serves(home));
  }
}
