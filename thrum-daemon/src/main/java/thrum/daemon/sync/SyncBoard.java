package thrum.daemon.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.CycleReport;
import thrum.core.sync.RemoteState;

/** What the cycles have come to, for whoever asks while the next one runs. Thread-safe. */
final class SyncBoard {

  private final @Nullable RemoteState atFirst;
  private boolean running;
  private @Nullable CycleReport latest;
  private boolean newerCommit;
  private @Nullable Instant lastSync;
  private @Nullable Instant lastPush;
  private @Nullable Instant lastFetch;
  private int ignoredEntries;

  /** @param atFirst what is known without any cycle; null when nothing is */
  SyncBoard(@Nullable RemoteState atFirst) {
    this.atFirst = atFirst;
  }

  synchronized void running(boolean now) {
    running = now;
  }

  /** Something was committed that no cycle has seen. */
  synchronized void committed() {
    newerCommit = true;
  }

  /** A cycle looks at the branch from now on. */
  synchronized void begin() {
    newerCommit = false;
  }

  synchronized void end(CycleReport report, Instant now) {
    latest = report;
    if (report.ok()) {
      lastSync = now;
    }
    if (report.fetched()) {
      lastFetch = now;
    }
    if (report.push() != null) {
      lastPush = now;
    }
    if (report.ignoredEntries() >= 0) {
      ignoredEntries = report.ignoredEntries();
    }
  }

  synchronized SyncView view() {
    return new SyncView(running, state(), latest == null ? atFirst : latest.remote(),
        latest == null ? "" : latest.error(), lastSync, lastPush, lastFetch, ignoredEntries);
  }

  private String state() {
    if (!running) {
      return "stopped";
    }
    if (latest == null) {
      return "idle";
    }
    if (!latest.ok() && !nothingMissed(latest)) {
      return "error";
    }
    boolean exchanged = latest.remote() != RemoteState.LOCAL_ONLY && latest.remote() != RemoteState.NONE;
    return exchanged && (newerCommit || !latest.published()) ? SyncView.PENDING : "synced";
  }

  /** Being offline is no failure as long as there is nothing to publish (04 §2.10). */
  private boolean nothingMissed(CycleReport report) {
    return report.remote() == RemoteState.OFFLINE && report.published() && !newerCommit;
  }
}
