package thrum.cli.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import thrum.cli.Invocation;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Json;

/** Reaches the daemon of a repository, and starts one where that is allowed (ruling 4). */
public final class Connector implements DaemonAccess {

  private final Invocation invocation;
  private final DaemonHome home;

  public Connector(Invocation invocation, DaemonHome home) {
    this.invocation = invocation;
    this.home = home;
  }

  @Override
  public Optional<Daemon> ifRunning() {
    try {
      return Optional.of(open());
    } catch (IOException nobodyThere) {
      return Optional.empty();
    }
  }

  @Override
  public Daemon runningOrStarted(BooleanSupplier mayStart, TextOut err) {
    try {
      Daemon daemon = open();
      return home.elsewhere() ? daemon : current(daemon, mayStart, err);
    } catch (IOException e) {
      if (home.elsewhere() || !mayStart.getAsBoolean()) throw notReached(e);
      err.line("Starting the daemon for %s", home.repository()).flush();
      return start(err);
    }
  }

  /** This daemon, or one of this version in its place when it is a remnant from before an upgrade. */
  private Daemon current(Daemon daemon, BooleanSupplier mayStart, TextOut err) {
    Outdated outdated = Outdated.look(daemon, home, invocation).orElse(null);
    if (outdated == null || !mayStart.getAsBoolean()) return daemon;
    daemon.close();
    err.line("Restarting the daemon for %s: it was of version %s, this is %s", home.repository(),
        outdated.version(), invocation.process().build().full()).flush();
    outdated.process().stop();
    return start(err);
  }

  @Override
  public Daemon start(TextOut err) {
    // There is time now to prepare for what is asked and answered afterwards.
    Thread.ofPlatform().daemon().name("thrum-json").start(() -> Json.read("0"));
    return new DaemonStart(invocation, home, err).start(List.of(), Map.of()).daemon();
  }

  private Daemon open() throws IOException {
    return SocketDaemon.connect(home.socket(), invocation.process().user());
  }

  private Refused notReached(IOException e) {
    String advice = home.elsewhere() ? "THRUM_SOCKET names this socket" : "start it: thrum daemon start";
    String reason = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
    return new Refused("failed to connect to daemon: nobody listens at " + home.socket() + reason + "; "
        + advice);
  }
}
