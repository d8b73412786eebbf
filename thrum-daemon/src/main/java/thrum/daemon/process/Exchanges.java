package thrum.daemon.process;

import java.security.SecureRandom;
import java.util.function.Supplier;
import thrum.core.config.CurrentConfig;
import thrum.core.git.GitCommand;
import thrum.core.journal.EventStore;
import thrum.core.repository.Layout;
import thrum.core.sync.Committer;
import thrum.core.sync.Joining;
import thrum.core.sync.Pauses;
import thrum.core.sync.PushedUrls;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.SyncCycle;
import thrum.core.sync.packing.Packing;
import thrum.core.sync.remote.Origin;
import thrum.daemon.api.SyncApi;
import thrum.daemon.sync.HistoryReplacement;
import thrum.daemon.sync.SyncLoop;
import thrum.daemon.sync.SyncSettings;
import thrum.daemon.sync.Upkeep;
import thrum.daemon.sync.UserEnvironment;

/** Puts together what exchanges the log with the remote. */
record Exchanges(DaemonOptions options, Layout layout, CurrentConfig config, DaemonLog log) {

  /**
   * Ready to run.
   *
   * @param environment told about the clients' ssh agent
   * @param upkeep of the branch, which the loop begins
   */
  record Exchanging(SyncLoop loop, SyncApi api, HistoryReplacement history, UserEnvironment environment,
      Upkeep upkeep) {}

  Exchanging with(EventStore store, Committer committer, SyncBranch branch, Joining joining) {
    var environment = new UserEnvironment(options.environment());
    Supplier<SyncSettings> settings = () -> SyncSettings
        .of(config.get(), options.localOnly());
    var upkeep =
        new Upkeep(new Packing(layout.commonDirectory(), options.clock(), Packing.Pace.USUAL)::run,
            log::failure);
    var cycle = cycle(committer, branch, joining, environment);
    var loop = new SyncLoop(new SyncLoop.Parts(cycle, settings,
        options.clock(), log::line, upkeep::begin));
    committer.onCommit(loop::committed);
    return new Exchanging(loop, new SyncApi(loop, settings, branch, store, environment),
        new HistoryReplacement(cycle, branch, settings, loop), environment, upkeep);
  }

  private SyncCycle cycle(Committer committer, SyncBranch branch, Joining joining,
      UserEnvironment environment) {
    return new SyncCycle(new SyncCycle.Locks(layout.branchSyncLock(), layout.syncLock()), layout.var(),
        branch,
        new Origin(layout.commonDirectory(), environment, GitCommand.NETWORK_LIMIT), joining, committer,
        new PushedUrls(layout.pushedUrls()), new Pauses(new SecureRandom(), Thread::sleep));
  }
}
