package thrum.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import thrum.cli.Invocation;
import thrum.cli.client.Daemon;
import thrum.cli.client.DaemonAccess;
import thrum.cli.client.DaemonHome;
import thrum.cli.render.TextOut;
import thrum.core.config.Config;
import thrum.core.git.GitLocation;
import thrum.core.identity.Caller;
import thrum.core.identity.CallerFacts;
import thrum.core.identity.CallerResolution;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.IdentityFile;
import thrum.core.identity.ProcessTable;
import thrum.core.identity.RuntimeProcess;
import thrum.core.identity.StoredIdentity;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;
import thrum.core.repository.Start;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/**
 * Where a command works: its invocation, its output, and the repository, caller and daemon that it asks for;
 * each of those is looked for when a command first needs it.
 */
public final class Workplace implements AutoCloseable {

  private final Invocation invocation;
  private final Surroundings surroundings;
  private final GlobalOptions globals;
  private final TextOut out;
  private final TextOut err;
  private @Nullable Repository repository;
  private @Nullable Layout layout;
  private @Nullable Caller caller;
  private @Nullable Daemon daemon;

  public Workplace(Invocation invocation, Surroundings surroundings, GlobalOptions globals, TextOut out,
      TextOut err) {
    this.invocation = invocation;
    this.surroundings = surroundings;
    this.globals = globals;
    this.out = out;
    this.err = err;
  }

  public Invocation invocation() {
    return invocation;
  }

  public GlobalOptions globals() {
    return globals;
  }

  public TextOut out() {
    return out;
  }

  public TextOut err() {
    return err;
  }

  public boolean json() {
    return globals.json();
  }

  public boolean quiet() {
    return globals.quiet();
  }

  /** Runs a command here, in place of another one. */
  public int run(ThrumCommand command) {
    return command.run(this);
  }

  /** A line on stderr that helps and that nobody needs; silent with {@code --quiet} and {@code --json}. */
  public void hint(String line) {
    if (!quiet() && !json()) err.line(line);
  }

  /** One of some tips behind the output; silent with {@code --quiet} and {@code --json}. */
  public void tip(List<String> tips) {
    if (tips.isEmpty() || quiet() || json()) return;
    out.line("  Tip: %s", tips.get(invocation.random().nextInt(tips.size())));
  }

  /** Opens a file that the user named. */
  public InputStream open(Path named) throws IOException {
    return surroundings.open(named, this);
  }

  // The repository.

  /** The repository that was named or that is around; asking starts nothing and never fails. */
  public Repository repository() {
    Repository found = repository;
    if (found == null) repository = found = surroundings.repository(start());
    return found;
  }

  /** Where the search for the repository begins. */
  public Start start() {
    String named = globals.repo();
    return new Start(invocation.directory(), named == null ? null : Path.of(named),
        invocation.variable("THRUM_HOME"));
  }

  /** The paths of the repository's files. */
  public Layout layout() {
    Layout known = layout;
    if (known == null) layout = known = repository().layout();
    return known;
  }

  /** Works from now on in a repository that has just been set up. */
  public void settle(Layout found) {
    repository = Repository.exactly(found.checkout());
    layout = found;
  }

  /** Refuses to go on without a {@code .thrum}, with a line that says what to do. */
  public void requireThrum() {
    if (!repository().hasThrum()) repository().requireInitialised();
  }

  /** The settings in force. */
  public Config config() {
    return Config.read(layout().config(), invocation.environment());
  }

  /** Top of the checkout; empty outside Git. */
  public Optional<Path> gitTopLevel() {
    return repository().git().map(GitLocation::topLevel);
  }

  // The caller.

  /** Who acts. Refused, with the way out, when that cannot be told. */
  public Caller caller() {
    Caller known = caller;
    if (known == null) {
      if (invocation.variable("THRUM_AGENT_ID") == null) requireSomebody();
      caller = known = resolution().caller();
    }
    return known;
  }

  private void requireSomebody() {
    requireThrum();
    boolean named = invocation.variable("THRUM_NAME") != null || !globals.role().isEmpty()
        || invocation.variable("THRUM_ROLE") != null;
    if (!named && identities().files().isEmpty()) {
      throw new Refused("no agent is registered in " + layout().checkout()
          + "\nTo register: thrum quickstart --name NAME --role ROLE --module MODULE");
    }
  }

  /** The caller's id. */
  public AgentId me() {
    return caller().agentId();
  }

  /** Who acts, where anybody is registered or named; refused only when several could be meant. */
  public Optional<Caller> callerIfRegistered() {
    boolean named =
        invocation.variable("THRUM_AGENT_ID") != null || invocation.variable("THRUM_NAME") != null;
    return named || !identities().files().isEmpty() ? Optional.of(caller()) : Optional.empty();
  }

  /** As {@link #callerIfRegistered}, reduced to the id. */
  public Optional<AgentId> meIfKnown() {
    return callerIfRegistered().map(Caller::agentId);
  }

  /** The rules by which the caller is found. */
  public CallerResolution resolution() {
    String named = globals.repo();
    var facts = new CallerFacts(invocation.environment(),
        named == null ? invocation.directory() : invocation.path(named), invocation.process().pid(),
        globals.role(), globals.module());
    return new CallerResolution(layout(), identities(), facts, runtimes());
  }

  /** The identity files of this worktree. */
  public IdentityDirectory identities() {
    return new IdentityDirectory(layout().identities(), invocation.clock());
  }

  /** Recognises agent programs among the processes of this machine. */
  public RuntimeProcess runtimes() {
    return new RuntimeProcess(ProcessTable.ofThisMachine());
  }

  /** Changes the caller's identity file, if it has one. */
  public void note(UnaryOperator<IdentityFile> change) {
    StoredIdentity stored = caller().stored();
    if (stored != null) identities().update(stored, change);
  }

  // The daemon.

  /** The daemon; started when none answers and that is allowed. */
  public Daemon daemon() {
    Daemon open = daemon;
    if (open == null) daemon = open = access().runningOrStarted(this::mayStart, err);
    return open;
  }

  /** The daemon, if one answers; none is started. */
  public Optional<Daemon> daemonIfRunning() {
    if (daemon == null) daemon = access().ifRunning().orElse(null);
    return Optional.ofNullable(daemon);
  }

  /** Where the repository's daemon lives, running or not. */
  public DaemonHome daemonHome() {
    requireThrum();
    return home();
  }

  /** The same, for whoever wants to start one: refused when the repository is not set up. */
  public DaemonHome initialisedDaemonHome() {
    repository().requireInitialised();
    return home();
  }

  private DaemonHome home() {
    Path socket = repository().socket();
    Path var = socket.getParent();
    if (var == null) throw new IllegalStateException("a socket without a directory: " + socket);
    var home = new DaemonHome(servedCheckout(), var, socket, false);
    String other = invocation.variable("THRUM_SOCKET");
    return other == null ? home : home.listeningAt(invocation.path(other));
  }

  private Path servedCheckout() {
    Path thrum = repository().socket().getParent();
    // .thrum/var/thrum.sock: what holds .thrum is the checkout.
    Path checkout = thrum == null || thrum.getParent() == null ? null : thrum.getParent().getParent();
    return checkout == null ? repository().root() : checkout;
  }

  private DaemonAccess access() {
    return surroundings.daemon(invocation, home());
  }

  /** Starts the daemon, for a command that is there to do so and tells it itself. */
  public void startDaemon() {
    daemon = access().start(err());
  }

  /** Whether starting the daemon is not switched off (ruling 4). */
  public boolean mayStartDaemon() {
    return !home().elsewhere() && mayStart();
  }

  private boolean mayStart() {
    repository().requireInitialised();
    String off = invocation.variable("THRUM_NO_AUTOSTART");
    boolean forbidden = off != null && !off.equals("0") && !off.equals("false");
    return !forbidden && config().autoStart();
  }

  @Override
  public void close() {
    if (daemon != null) daemon.close();
  }
}
