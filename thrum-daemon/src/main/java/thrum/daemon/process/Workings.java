package thrum.daemon.process;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import thrum.core.cleanup.AgentRemoval;
import thrum.core.git.GitWorktrees;
import thrum.core.group.EveryoneGroup;
import thrum.core.journal.EventStore;
import thrum.core.journal.StoreOptions;
import thrum.core.log.Disk;
import thrum.core.projection.ReplayProgress;
import thrum.core.projection.StatementProbe;
import thrum.core.purge.Purging;
import thrum.core.search.MessageIndex;
import thrum.core.sync.Committer;
import thrum.core.sync.Later;
import thrum.core.sync.SyncBranch.Healed;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.merge.Merge;
import thrum.core.sync.merge.MergeContext;

/**
 * What stands behind the socket of a daemon: the store, and all that reads it, writes it and carries it away.
 *
 * @param index of the words in messages, not yet filled
 * @param exchange with the remote, not yet begun
 */
record Workings(EventStore store, Committer committer, Indexing index, Exchanges.Exchanging exchange,
    Purging purging, AgentRemoval removal) {

  /**
   * Opens it all and brings the projection up to the log, which may take long.
   *
   * @param resources takes what has to be closed
   * @param healed what was wrong with the branch; then lines may be missing that its tip has
   */
  static Workings open(ServedRepository place, Resources resources, ReplayProgress replay, SyncBranch branch,
      Optional<SyncBranch.Healed> healed) {
    var store = resources.add("the store", store(place, replay));
    store.write(new EveryoneGroup());
    var committer = resources.add("the last commit", committer(place, store, resources));
    resources.add("commit notices", store.onCommit(_ -> committer.changed()));
    var joining = new Merge(new MergeContext(place.layout().commonDirectory(), place.logs(), place.identity(),
        place.options().clock()), store, committer, branch::fetch);
    // Before anything is committed: files may have been lost with the checkout.
    healed.ifPresent(_ -> joining.restore(branch.tip()));
    committer.changed();
    var exchange = new Exchanges(place.options(), place.layout(), place.config(), place.log())
        .with(store, committer, branch, joining);
    var purging = new Purging(store, place.logs(), place.options().clock(), committer::changed);
    var worktrees = new GitWorktrees(place.layout().commonDirectory());
    var removal = new AgentRemoval(store, place.logs(), place.identity(), worktrees::checkouts,
        committer::changed);
    var index =
        resources.add("the search index", new Indexing(new MessageIndex(store, place.layout().var())));
    return new Workings(store, committer, index, exchange, purging, removal);
  }

  private static EventStore store(ServedRepository place, ReplayProgress replay) {
    return EventStore.open(new StoreOptions(place.layout().syncWorktree(), place.layout().var(),
        place.identity(), place.options().clock(), new SecureRandom(),
        () -> place.config().get().maxLineBytes(), Disk.real(), StatementProbe.NONE, replay));
  }

  private static Committer committer(ServedRepository place, EventStore store, Resources resources) {
    var timer = Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("thrum-committer").factory());
    resources.add("the committer's timer", (AutoCloseable) timer::shutdownNow);
    return new Committer(place.layout().commonDirectory(),
        () -> sharedLengths(store, place.layout().syncWorktree()), place.options().clock(), Later.on(timer),
        Committer.Pace.USUAL);
  }

  /** What may be committed of each file of the shared log; this machine's own log stays out of Git. */
  private static Map<Path, Long> sharedLengths(EventStore store, Path syncWorktree) {
    var lengths = new HashMap<Path, Long>();
    store.committedLengths().forEach((file, length) -> {
      if (file.startsWith(syncWorktree)) {
        lengths.put(syncWorktree.relativize(file), length);
      }
    });
    return lengths;
  }
}
