package thrum.daemon.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import thrum.core.journal.EventStore;
import thrum.core.sync.Committer;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.sync.SyncLoop;
import thrum.protocol.health.CheckHealth;

/**
 * {@code health} (02 §4.2).
 *
 * @param settings complaints about the configuration, asked anew each time
 * @param started when this daemon came up
 * @param repoId what the daemon calls its repository: the base name of its checkout
 */
public record HealthApi(EventStore store, Committer committer, SyncLoop sync, Supplier<List<String>> settings,
    Instant started,
    InstantSource clock, String version, String repoId) {

  private static final String FAILING = "error";

  public void bind(Methods methods) {
    methods.on(CheckHealth.METHOD, (request, peer) -> report());
  }

  private CheckHealth.Result report() {
    var problems = new ArrayList<String>();
    var health = store.health();
    if (health.readOnly() != null) {
      problems.add("nothing can be written until the daemon is restarted: " + health.readOnly());
    }
    health.skippedLines()
        .forEach((file, lines) -> problems.add(lines + " lines of " + file + " are not understood"));
    committer.failure().ifPresent(failure -> problems.add("the log could not be committed: " + failure));
    problems.addAll(settings.get());
    var exchange = sync.view();
    return new CheckHealth.Result(problems.isEmpty() ? "ok" : "degraded",
        Duration.between(started, clock.instant()).toMillis(), version, repoId,
        committer.failure().isPresent() ? FAILING : exchange.state(),
        exchange.remote() == null ? "" : exchange.remote().text(), problems);
  }
}
