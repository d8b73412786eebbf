package thrum.daemon.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.EventStore;
import thrum.core.sync.Committer;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.dispatch.StartUp;
import thrum.daemon.sync.SyncLoop;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.sync.ReplayPart;

/** {@code health} (02 §4.2), from the moment on that the socket is open (04 §2.6). */
public final class HealthApi {

  private static final String FAILING = "error";
  private static final ReplayPart NOT_BEGUN = new ReplayPart(0, 1);

  private final Daemon daemon;
  private final StartUp startUp;
  private volatile @Nullable Parts parts;

  /**
   * What is known from the first moment on.
   *
   * @param settings complaints about the configuration, asked anew each time
   * @param started when this daemon came up
   * @param repoId what the daemon calls its repository: the base name of its checkout
   */
  public record Daemon(Supplier<List<String>> settings, Instant started, InstantSource clock, String version,
      String repoId) {

    private CheckHealth.Result report(String sync, String remote, List<String> problems,
        @Nullable ReplayPart replay) {
      return new CheckHealth.Result(problems.isEmpty() ? "ok" : "degraded",
          Duration.between(started, clock.instant()).toMillis(), version, repoId, sync, remote, problems,
          replay);
    }
  }

  /** What has to be well. */
  public record Parts(EventStore store, Committer committer, SyncLoop sync) {}

  public HealthApi(Daemon daemon, StartUp startUp) {
    this.daemon = daemon;
    this.startUp = startUp;
  }

  public void bind(Methods methods) {
    methods.on(CheckHealth.METHOD, (request, peer) -> {
      if (request.whenReady()) {
        var _ = startUp.isOverWithin(CheckHealth.PATIENCE);
      }
      var working = parts;
      return working == null ? starting() : report(working);
    });
  }

  /** The daemon has all its parts. */
  public void started(Parts all) {
    parts = all;
  }

  private CheckHealth.Result starting() {
    return daemon.report("idle", "", List.of("the log is still being read"),
        startUp.replay().now().orElse(NOT_BEGUN));
  }

  private CheckHealth.Result report(Parts working) {
    var problems = new ArrayList<String>();
    var health = working.store().health();
    if (health.readOnly() != null) {
      problems.add("nothing can be written until the daemon is restarted: " + health.readOnly());
    }
    health.skippedLines()
        .forEach((file, lines) -> problems.add(lines + " lines of " + file + " are not understood"));
    var uncommitted = working.committer().failure();
    uncommitted.ifPresent(failure -> problems.add("the log could not be committed: " + failure));
    problems.addAll(daemon.settings().get());
    var exchange = working.sync().view();
    return daemon.report(uncommitted.isPresent() ? FAILING : exchange.state(),
        exchange.remote() == null ? "" : exchange.remote().text(), problems, null);
  }
}
