package thrum.core.sync.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import thrum.core.journal.EventStore;
import thrum.core.journal.StoreHealth;
import thrum.core.log.LogLayout;
import thrum.core.projection.SqlFailure;
import thrum.core.sync.Committer;
import thrum.core.sync.Joined;
import thrum.core.sync.Joining;
import thrum.core.sync.SyncRepository;
import thrum.core.sync.merge.RemoteTree.RemoteFile;
import thrum.protocol.failure.Broken;

/**
 * Joins a remote commit with this machine's log while the journal goes on: files first, then the projection,
 * and the
 * branch only when every file holds the union. Thread-safe; one join at a time.
 */
public final class Merge implements Joining {

  /** Fetches the objects that a partial clone lacks. */
  @FunctionalInterface
  public interface Promised {
    void fetch(List<ObjectId> missing);
  }

  private static final int FETCHES = 10;

  private final MergeContext context;
  private final EventStore store;
  private final Committer committer;
  private final Promised promised;
  private final LogMerging logs;

  public Merge(MergeContext context, EventStore store, Committer committer, Promised promised) {
    this.context = context;
    this.store = store;
    this.committer = committer;
    this.promised = promised;
    this.logs = new LogMerging(context, store);
  }

  @Override
  public synchronized Joined join(ObjectId remote) {
    try {
      return withPromisedObjects(remote);
    } catch (IOException | UncheckedIOException | SqlFailure e) {
      throw new Broken("cannot join what origin holds with the log of this machine",
          String.valueOf(e.getMessage()), "nothing of yours is lost, and the next cycle tries again", e);
    }
  }

  @Override
  public synchronized Joined restore(ObjectId own) {
    logs.startOver();
    return join(own);
  }

  private Joined withPromisedObjects(ObjectId remote) throws IOException {
    for (int fetches = 0;; fetches++) {
      try {
        return attempt(remote);
      } catch (MissingObjectException e) {
        if (fetches == FETCHES) {
          throw e;
        }
        promised.fetch(List.of(e.getObjectId()));
      }
    }
  }

  private Joined attempt(ObjectId remote) throws IOException {
    try (var repository = SyncRepository.open(context.commonDirectory());
        var reader = repository.git().newObjectReader();
        var scratch = Scratch.in(context.layout().var())) {
      var tree = RemoteTree.read(reader, repository.treeOf(remote));
      fetchMissing(reader, tree);
      var blobs = new RemoteBlobs(reader);
      var result = logs.run(tree, blobs, scratch);
      int tooLarge = result.tooLarge() + contexts(repository, remote, blobs).run(tree);
      committer.follow(remote);
      StoreHealth health = store.health();
      return new Joined(result.events(), tree.ignored() + tooLarge, opaque(health),
          Math.toIntExact(Math.min(Integer.MAX_VALUE, health.conflicts())));
    }
  }

  private ContextMerging contexts(SyncRepository repository, ObjectId remote, RemoteBlobs blobs)
      throws IOException {
    var history = new ContextHistory(repository.git(), repository.commit(SyncRepository.BRANCH), remote);
    return new ContextMerging(context.layout().syncWorktree(), blobs, history);
  }

  private void fetchMissing(ObjectReader reader, RemoteTree tree) throws IOException {
    var missing = new ArrayList<ObjectId>();
    var files = new ArrayList<RemoteFile>(tree.logs());
    files.addAll(tree.contexts());
    for (RemoteFile file : files) {
      if (!reader.has(file.blob())) {
        missing.add(file.blob());
      }
    }
    if (!missing.isEmpty()) {
      promised.fetch(missing);
    }
  }

  private static int opaque(StoreHealth health) {
    long lines = health.skippedLines()
        .entrySet()
        .stream()
        .filter(file -> !file.getKey().equals(LogLayout.LOCAL))
        .mapToLong(file -> file.getValue())
        .sum();
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, lines));
  }
}
