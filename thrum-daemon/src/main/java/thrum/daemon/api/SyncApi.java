package thrum.daemon.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import thrum.core.git.GitConfig;
import thrum.core.journal.EventStore;
import thrum.core.sync.CycleReport;
import thrum.core.sync.RemoteState;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.SyncCounts;
import thrum.core.sync.SyncBranch.Compared;
import thrum.core.sync.remote.RemoteUrl;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.sync.SyncLoop;
import thrum.daemon.sync.SyncSettings;
import thrum.daemon.sync.SyncView;
import thrum.daemon.sync.UserEnvironment;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.sync.CheckSync;
import thrum.protocol.sync.ForceSync;
import thrum.protocol.time.LogTime;

/** {@code sync.*} (04 §2.8). */
public record SyncApi(SyncLoop loop, Supplier<SyncSettings> settings, SyncBranch branch, EventStore store,
    UserEnvironment environment) {

  public void bind(Methods methods) {
    methods.on(CheckSync.METHOD, (request, peer) -> state());
    methods.on(ForceSync.METHOD, (request, peer) -> force(request));
  }

  private CheckSync.Result state() {
    var view = loop.view();
    var current = settings.get();
    var health = store.health();
    var counts = store.read(SyncCounts::of);
    long opaque = health.skippedLines().values().stream().mapToLong(Long::longValue).sum();
    return new CheckSync.Result(view.running(),
        view.lastSync() == null ? "" : LogTime.of(view.lastSync()).text(),
        view.error(), view.state(), current.localOnly(), view.remote() == null ? "" : view.remote().text(),
        remoteUrl(branch.commonDirectory()), unpushed(view), time(view.lastPush()), time(view.lastFetch()),
        counts.quarantined(), counts.pending(), opaque, health.conflicts(),
        view.ignoredEntries(),
        current.source(),
        store.replay().orElse(null));
  }

  private ForceSync.Result force(ForceSync request) {
    environment.agentAt(request.sshAuthSock());
    var end = loop.ask();
    if (end.isCancelled()) {
      return new ForceSync.Result(false, state(), false, null, null, null);
    }
    if (!request.waiting()) {
      return new ForceSync.Result(true, state(), false, null, null, null);
    }
    return waited(end, request);
  }

  /** What was written while a cycle ran is waited for as well, as long as there is time. */
  private ForceSync.Result waited(CompletableFuture<CycleReport> first, ForceSync request) {
    long deadline = System.nanoTime() + request.patience().toNanos();
    long in = 0;
    long out = 0;
    String firstPushTo = null;
    for (var end = first;; end = loop.ask()) {
      var report = await(end, deadline - System.nanoTime());
      if (report == null) {
        return new ForceSync.Result(true, state(), true, in, out, firstPushTo);
      }
      in += report.eventsIn();
      var push = report.push();
      if (push != null) {
        out += branch.linesIn(push);
        firstPushTo = firstPushTo == null ? push.firstTo() : firstPushTo;
      }
      if (!report.ok() || !loop.view().state().equals(SyncView.PENDING)) {
        return new ForceSync.Result(true, state(), false, in, out, firstPushTo);
      }
    }
  }

  /** Null when the time was up first. */
  private static @Nullable CycleReport await(CompletableFuture<CycleReport> end, long nanos) {
    try {
      return end.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException timeUp) {
      return null;
    } catch (CancellationException stopped) {
      throw new Refused("the daemon is stopping; nothing is lost, the next one goes on");
    } catch (ExecutionException | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new Broken("cannot wait for the exchange with the remote", "", "", e);
    }
  }

  private int unpushed(SyncView view) {
    var remote = view.remote();
    if (remote == null || remote == RemoteState.LOCAL_ONLY || remote == RemoteState.NONE) {
      return 0;
    }
    return branch.unpublishedCommits(
        remote == RemoteState.NO_BRANCH ? Compared.WITH_NOTHING : Compared.WITH_REMOTE);
  }

  private static @Nullable String remoteUrl(Path commonDirectory) {
    return GitConfig.of(commonDirectory).originUrl().map(RemoteUrl::withoutCredentials).orElse(null);
  }

  private static @Nullable LogTime time(@Nullable Instant instant) {
    return instant == null ? null : LogTime.of(instant);
  }
}
