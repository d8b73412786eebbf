package thrum.daemon.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import thrum.core.git.GitConfig;
import thrum.core.sync.CycleReport;
import thrum.core.sync.Reach;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.SyncCycle;
import thrum.core.sync.remote.RemoteUrl;
import thrum.protocol.purge.ReplaceHistory;

/** Replaces the history of the log's branch by one commit when somebody asks for it (04 §4). */
public record HistoryReplacement(SyncCycle cycle, SyncBranch branch, Supplier<SyncSettings> settings,
    SyncLoop loop) {

  /** For a cycle that runs already. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** What {@link #run} would do. */
  public ReplaceHistory.Result preview() {
    return new ReplaceHistory.Result(true, false, branch.commits(), remote(), null);
  }

  /** Does it, as soon as no other cycle runs. */
  public ReplaceHistory.Result run() {
    int commits = branch.commits();
    var reach = settings.get().localOnly() ? Reach.LOCAL : Reach.REMOTE;
    Optional<CycleReport> report = cycle.replaceHistory(reach);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (report.isEmpty() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      report = cycle.replaceHistory(reach);
    }
    var _ = loop.ask(); // so that the status tells of it
    return report.map(end -> result(end, commits))
        .orElseGet(() -> new ReplaceHistory.Result(false, false, commits, remote(),
            "another exchange of the log takes very long"));
  }

  private ReplaceHistory.Result result(CycleReport end, int commits) {
    return new ReplaceHistory.Result(false, end.ok(), commits, remote(), end.error());
  }

  private String remote() {
    return settings.get().localOnly()
        ? ""
        : GitConfig.of(branch.commonDirectory()).originUrl().map(RemoteUrl::withoutCredentials).orElse("");
  }
}
