package thrum.daemon.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import thrum.core.agent.CallerClaim;
import thrum.core.agent.DaemonPlace;
import thrum.core.cleanup.AgentCleanup;
import thrum.core.cleanup.AgentRemoval;
import thrum.core.config.Config;
import thrum.core.config.ConfigFile;
import thrum.core.config.ConfigKey;
import thrum.core.config.ConfigKeys;
import thrum.core.config.CurrentConfig;
import thrum.core.git.GitCommand;
import thrum.core.git.GitWorktrees;
import thrum.core.group.EveryoneGroup;
import thrum.core.identity.CallerFacts;
import thrum.core.identity.CallerResolution;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.ProcessTable;
import thrum.core.identity.RuntimeProcess;
import thrum.core.journal.EventStore;
import thrum.core.journal.StoreOptions;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;
import thrum.core.message.Archiving;
import thrum.core.projection.ReplayBrokenOff;
import thrum.core.projection.StatementProbe;
import thrum.core.purge.Purging;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;
import thrum.core.search.MessageIndex;
import thrum.core.sync.BranchContexts;
import thrum.core.sync.Committer;
import thrum.core.sync.Joining;
import thrum.core.sync.Later;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.merge.Merge;
import thrum.core.sync.merge.MergeContext;
import thrum.core.workspace.GitFacts;
import thrum.daemon.api.AgentApi;
import thrum.daemon.api.Callers;
import thrum.daemon.api.ContextApi;
import thrum.daemon.api.GroupApi;
import thrum.daemon.api.HealthApi;
import thrum.daemon.api.MessageApi;
import thrum.daemon.api.PurgeApi;
import thrum.daemon.api.SessionApi;
import thrum.daemon.api.SubscriptionApi;
import thrum.daemon.api.UserApi;
import thrum.daemon.api.Worktrees;
import thrum.daemon.dispatch.Deadlines;
import thrum.daemon.dispatch.Dispatcher;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.dispatch.Peer;
import thrum.daemon.dispatch.StartUp;
import thrum.daemon.exec.CommandExecution;
import thrum.daemon.exec.CommandRunner;
import thrum.daemon.exec.DispatchedCalls;
import thrum.daemon.exec.ServedDaemon;
import thrum.daemon.socket.UnixServer;
import thrum.daemon.sync.ContextSharing;
import thrum.daemon.sync.UserEnvironment;
import thrum.protocol.context.SyncContext;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.DaemonId;
import thrum.protocol.time.LogTime;

/**
 * A daemon that serves one repository: locks first, then the socket, then the store (02 §1.3). Closing it
 * stops
 * accepting, drains the journal, commits what is left and lets go of the locks last (02 §1.6).
 */
public final class RunningDaemon implements AutoCloseable {
  private final DaemonLog log;
  private final Resources resources;
  /** What the socket serves: opened after it, closed after it. */
  private final Resources served;
  private final StartUp startUp;
  private final DaemonOptions options;
  private final Layout layout;
  private final Instant started;
  private final CurrentConfig config;

  private RunningDaemon(DaemonOptions options, StartUp startUp, Layout layout) {
    this.options = options;
    this.startUp = startUp;
    this.layout = layout;
    this.started = options.clock().instant();
    this.config = new CurrentConfig(layout.config(), options.environment(), options.clock());
    this.log = new DaemonLog(options.diagnostics(), options.logFile(), options.clock());
    this.resources = new Resources(log::failure);
    this.served = new Resources(log::failure);
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
    var daemon = new RunningDaemon(options, startUp, repository.layout());
    try {
      daemon.open();
      return daemon;
    } catch (RuntimeException | Error failure) {
      if (failure instanceof ReplayBrokenOff) {
        daemon.log.line("stopping before the log was read to its end");
      }
      startUp.failed();
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
    var methods = new Methods();
    var health = new HealthApi(new HealthApi.Daemon(() -> config().problems(), started, options.clock(),
        options.version(), repositoryName()), startUp);
    health.bind(methods);
    resources.add("what is served", served);
    var dispatcher = listen(methods);
    var healed = healing.result();
    healed.ifPresent(repair -> log.line("repaired " + branch.worktree() + " (" + repair.complaint()
        + "); copies of its files are in " + repair.rescue()));
    var store = served.add("the store", openStore());
    store.write(new EveryoneGroup());
    var committer = served.add("the last commit", committer(store));
    served.add("commit notices", store.onCommit(_ -> committer.changed()));
    var joining = joining(store, committer, branch);
    // Before anything is committed: files may have been lost with the checkout.
    healed.ifPresent(_ -> joining.restore(branch.tip()));
    committer.changed();
    var exchange = new Exchanges(options, layout, config, log).with(store, committer, branch, joining);
    var purging = new Purging(store, new LogLayout(layout.syncWorktree(), layout.var()), options.clock(),
        committer::changed);
    var worktrees = new GitWorktrees(layout.commonDirectory());
    var removal = new AgentRemoval(store, new LogLayout(layout.syncWorktree(), layout.var()), identity(),
        worktrees::checkouts, committer::changed);
    var index = served.add("the search index", new Indexing(new MessageIndex(store, layout.var())));
    bind(methods, store, index.index(), committer, git, exchange, purging, removal);
    var runner = bindCommands(methods, dispatcher, exchange.environment());
    health.started(new HealthApi.Parts(store, committer, exchange.loop()));
    startUp.succeeded();
    // Closed first: whoever waits for the remote must not keep the socket open.
    resources.add("packing", exchange.upkeep());
    resources.add("the exchange with the remote", exchange.loop().start());
    log.line("serving " + layout.servedCheckout() + " on " + layout.socket() + " (process "
        + ProcessHandle.current().pid() + ", version " + options.version() + ")");
    index.start();
    tidy(store, runner, purging, removal);
    resources.add("returning memory", new MemoryReturn().start());
  }

  /** What a start need not wait for (rulings 63 and 69). */
  private void tidy(EventStore store, CommandRunner runner, Purging purging, AgentRemoval removal) {
    var background = resources.add("background work", new Background(log::failure));
    background.run("warming up", runner::warmUp);
    background.run("checking the log", () -> {
      int differing = store.verifyLogs();
      if (differing > 0) {
        log.line(differing + " log files were edited by something else; the projection follows them now");
      }
    });
    background.run("taking purged lines out of the log", purging::finish);
    background.run("taking lines of deleted agents out of the log", removal::finish);
    background.run("shortening the local log", () -> {
      if (store.compactLocalLog()) {
        log.line("shortened " + layout.localLog());
      }
    });
  }

  private void rememberLocalOnly() {
    if (options.localOnly() || toldByEnvironment()) {
      new ConfigFile(layout.config()).set(ConfigKeys.LOCAL_ONLY, "true");
    }
    config().problems().forEach(problem -> log.line("configuration: " + problem));
  }

  /** {@code THRUM_LOCAL}: what was kept private once stays so when the variable is gone (04 §2.1). */
  private boolean toldByEnvironment() {
    var localOnly = config().get(ConfigKeys.LOCAL_ONLY);
    return localOnly.source() == ConfigKey.Source.ENV && localOnly.value();
  }

  private Config config() {
    return config.get();
  }

  private EventStore openStore() {
    var random = new SecureRandom();
    return EventStore.open(new StoreOptions(layout.syncWorktree(), layout.var(),
        identity(), options.clock(), random,
        () -> config().maxLineBytes(), Disk.real(), StatementProbe.NONE, startUp.replay()));
  }

  private DaemonId identity() {
    return DaemonIdentity.of(layout.peers(), options.clock(), new SecureRandom());
  }

  private Committer committer(EventStore store) {
    var timer = Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("thrum-committer").factory());
    served.add("the committer's timer", (AutoCloseable) timer::shutdownNow);
    return new Committer(layout.commonDirectory(), () -> sharedLengths(store), options.clock(),
        Later.on(timer),
        Committer.Pace.USUAL);
  }

  private Joining joining(EventStore store, Committer committer, SyncBranch branch) {
    var logs = new LogLayout(layout.syncWorktree(), layout.var());
    return new Merge(new MergeContext(layout.commonDirectory(), logs, identity(), options.clock()), store,
        committer,
        branch::fetch);
  }

  /** What may be committed of each file of the shared log; this machine's own log stays out of Git. */
  private Map<Path, Long> sharedLengths(EventStore store) {
    var lengths = new HashMap<Path, Long>();
    store.committedLengths().forEach((file, length) -> {
      if (file.startsWith(layout.syncWorktree())) {
        lengths.put(layout.syncWorktree().relativize(file), length);
      }
    });
    return lengths;
  }

  private void bind(Methods methods, EventStore store, MessageIndex index, Committer committer,
      GitCommand git,
      Exchanges.Exchanging exchange, Purging purging, AgentRemoval removal) {
    var callers = new Callers(this::ownIdentity);
    var worktrees = new GitWorktrees(layout.commonDirectory());
    var presences = new Presences(worktrees, options.clock());
    var cleanup =
        new AgentCleanup(store, removal, worktrees::checkouts, options.clock(), identity());
    exchange.api().bind(methods);
    new MessageApi(store, index, callers, new Archiving(store, layout.archive())).bind(methods);
    new AgentApi(store, callers, place(), options.clock(), presences::current, removal, cleanup)
        .bind(methods);
    new SessionApi(store, new GitFacts(git, options.clock())).bind(methods);
    new GroupApi(store).bind(methods);
    contexts(committer, exchange).bind(methods);
    new SubscriptionApi(store, callers).bind(methods);
    new PurgeApi(purging, exchange.history()).bind(methods);
    new UserApi(store, git, layout.servedCheckout()).bind(methods);
  }

  private ContextApi contexts(Committer committer, Exchanges.Exchanging exchange) {
    var branch = new BranchContexts(layout.commonDirectory());
    return new ContextApi(new Worktrees(layout), branch,
        new ContextSharing(exchange.loop(), committer, branch, SyncContext.LONGEST));
  }

  private CommandRunner bindCommands(Methods methods, Dispatcher dispatcher, UserEnvironment user) {
    var runner = options.commands()
        .with(new ServedDaemon(layout, options.version()),
            new DispatchedCalls(dispatcher, Peer.unixSocket()));
    var execution =
        new CommandExecution(runner, options.version(), fault -> log.failure("a command failed", fault));
    methods.onDialogue(ExecuteCommand.METHOD, (request, id, peer) -> {
      user.clientHas(request.env());
      return execution.open(request, id, peer);
    });
    return runner;
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

  private String repositoryName() {
    var name = layout.servedCheckout().getFileName();
    return name == null ? "" : name.toString();
  }

  private DaemonPlace place() {
    return DaemonPlace.of(repositoryName(), options.environment().get("THRUM_HOSTNAME"), machineName());
  }

  private static String machineName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }

  /** The identity of the daemon's own checkout, for requests that name no caller. */
  private CallerClaim ownIdentity() {
    var facts =
        new CallerFacts(options.environment(), layout.servedCheckout(), ProcessHandle.current().pid(), null,
            null);
    var served = new Layout(layout.effective(), layout.effective(), layout.commonDirectory());
    var caller =
        new CallerResolution(served, new IdentityDirectory(served.identities(), options.clock()), facts,
            new RuntimeProcess(ProcessTable.ofThisMachine())).caller();
    var fromEnvironment = options.environment().containsKey("THRUM_ROLE")
        || options.environment().containsKey("THRUM_MODULE");
    return CallerClaim.ofDaemon(caller.agentId(), caller.role(), caller.module(), fromEnvironment);
  }

  @Override
  public void close() {
    resources.close();
  }
}
