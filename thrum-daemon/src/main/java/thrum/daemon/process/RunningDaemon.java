package thrum.daemon.process;

import java.time.Instant;
import thrum.core.config.ConfigFile;
import thrum.core.config.ConfigKey;
import thrum.core.config.ConfigKeys;
import thrum.core.git.GitCommand;
import thrum.core.projection.ReplayBrokenOff;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;
import thrum.core.sync.SyncBranch;
import thrum.daemon.api.HealthApi;
import thrum.daemon.dispatch.Deadlines;
import thrum.daemon.dispatch.Dispatcher;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.dispatch.Peer;
import thrum.daemon.dispatch.StartUp;
import thrum.daemon.exec.CommandRunner;
import thrum.daemon.socket.UnixServer;
import thrum.protocol.failure.Refused;
import thrum.protocol.time.LogTime;

/**
 * A daemon that serves one repository: locks first, then the socket, then the store (02 §1.3). Closing it
 * stops
 * accepting, drains the journal, commits what is left and lets go of the locks last (02 §1.6).
 */
public final class RunningDaemon implements AutoCloseable {
  private final ServedRepository place;
  private final DaemonOptions options;
  private final Layout layout;
  private final DaemonLog log;
  private final Instant started;
  private final StartUp startUp;
  private final Resources resources;

  private RunningDaemon(ServedRepository place, StartUp startUp) {
    this.place = place;
    this.options = place.options();
    this.layout = place.layout();
    this.log = place.log();
    this.started = options.clock().instant();
    this.startUp = startUp;
    this.resources = new Resources(log::failure);
  }

  /**
   * Starts a daemon that answers when this returns.
   *
   * @throws Refused when the repository is not initialised or another daemon serves it
   */
  public static RunningDaemon start(DaemonOptions options) {
    return start(options, new StartUp());
  }

  /**
   * As {@link #start(DaemonOptions)}; its {@code health} is answered before.
   *
   * @throws ReplayBrokenOff when whoever has {@code startUp} did not want to wait for the log to be read
   */
  static RunningDaemon start(DaemonOptions options, StartUp startUp) {
    var repository = Repository.exactly(options.repository());
    if (!repository.hasThrum() || !repository.initialised()) {
      throw new Refused("thrum not initialized - run 'thrum init' first");
    }
    var daemon = new RunningDaemon(ServedRepository.of(options, repository.layout()), startUp);
    try {
      daemon.open();
      return daemon;
    } catch (RuntimeException | Error failure) {
      if (failure instanceof ReplayBrokenOff) {
        daemon.log.line("stopping before the log was read to its end");
        startUp.failed("the daemon was stopped while it started; start it: thrum daemon start");
      } else {
        startUp.failed("the daemon could not start; its log says why: thrum daemon logs");
      }
      daemon.close();
      throw failure;
    }
  }

  /** Where this daemon's diagnostics go. */
  public DaemonLog log() {
    return log;
  }

  private void open() {
    layout.createRuntimeDirectories();
    resources.add("the locks", SingleInstance.take(layout));
    SingleInstance.clearStaleSocket(layout.socket());
    var git = new GitCommand(options.environment());
    var branch = new SyncBranch(layout.commonDirectory(), options.clock(), git);
    // Beside the next steps: to load what reads Git takes as long as all of them.
    var healing = new Beside<>("thrum-healing", () -> {
      branch.takeOver();
      return branch.heal(layout.var());
    });
    resources.add("the repair of the branch", healing);
    rememberLocalOnly();
    // Opened after the socket and closed after it.
    var behind = resources.add("what is served", new Resources(log::failure));
    var methods = new Methods();
    var health = new HealthApi(new HealthApi.Daemon(() -> place.config().get().problems(), started,
        options.clock(), options.version(), place.name()), startUp);
    health.bind(methods);
    var dispatcher = listen(methods);
    var healed = healing.result();
    healed.ifPresent(repair -> log.line("repaired " + branch.worktree() + " (" + repair.complaint()
        + "); copies of its files are in " + repair.rescue()));
    var workings = Workings.open(place, behind, startUp.replay(), branch, healed);
    var bindings = new Bindings(place, git, workings);
    bindings.bind(methods);
    var runner = bindings.bindCommands(methods, dispatcher);
    health.started(
        new HealthApi.Parts(workings.store(), workings.committer(), workings.exchange().loop()));
    startUp.succeeded();
    // Closed first: whoever waits for the remote must not keep the socket open.
    resources.add("packing", workings.exchange().upkeep());
    resources.add("the exchange with the remote", workings.exchange().loop().start());
    log.line("serving " + layout.servedCheckout() + " on " + layout.socket() + " (process "
        + ProcessHandle.current().pid() + ", version " + options.version() + ")");
    workings.index().start();
    tidy(workings, runner);
    resources.add("returning memory", new MemoryReturn().start());
  }

  /** What a start need not wait for (rulings 63 and 69). */
  private void tidy(Workings workings, CommandRunner runner) {
    var background = resources.add("background work", new Background(log::failure));
    background.run("warming up", runner::warmUp);
    background.run("checking the log", () -> {
      int differing = workings.store().verifyLogs();
      if (differing > 0) {
        log.line(differing + " log files were edited by something else; the projection follows them now");
      }
    });
    background.run("taking purged lines out of the log", workings.purging()::finish);
    background.run("taking lines of deleted agents out of the log", workings.removal()::finish);
    background.run("shortening the local log", () -> {
      if (workings.store().compactLocalLog()) {
        log.line("shortened " + layout.localLog());
      }
    });
  }

  private void rememberLocalOnly() {
    if (options.localOnly() || toldByEnvironment()) {
      new ConfigFile(layout.config()).set(ConfigKeys.LOCAL_ONLY, "true");
    }
    place.config().get().problems().forEach(problem -> log.line("configuration: " + problem));
  }

  /** {@code THRUM_LOCAL}: what was kept private once stays so when the variable is gone (04 §2.1). */
  private boolean toldByEnvironment() {
    var localOnly = place.config().get().get(ConfigKeys.LOCAL_ONLY);
    return localOnly.source() == ConfigKey.Source.ENV && localOnly.value();
  }

  /** Opens the socket; what is not bound yet waits for the end of the start. */
  private Dispatcher listen(Methods methods) {
    var deadlines = resources.add("deadlines", new Deadlines());
    var dispatcher = new Dispatcher(methods, startUp, deadlines, Dispatcher.REQUEST_LIMIT,
        (method, fault) -> log.failure(method + " failed", fault));
    var unix = Peer.unixSocket();
    var pid =
        new PidFile(ProcessHandle.current().pid(), layout.servedCheckout().toString(), LogTime.of(started),
            layout.socket().toString());
    pid.write(layout.pidFile());
    resources.add("the process file", () -> PidFile.removeOwn(layout.pidFile()));
    resources.add("the socket", UnixServer.start(layout.socket(), line -> dispatcher.reply(line, unix),
        UnixServer.IDLE_LIMIT, log::line));
    return dispatcher;
  }

  @Override
  public void close() {
    resources.close();
  }
}
