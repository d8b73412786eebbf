package thrum.core.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.journal.EventStore;
import thrum.core.projection.SideDatabase;
import thrum.core.projection.Sql;
import thrum.core.projection.SqlFailure;

/**
 * The full-text index over messages. It lives in a file of its own, which may be deleted at any time, and
 * follows the projection on the thread that {@link #run} is given: no message waits for it. So it is a hint
 * where to look, and whoever reads it looks at the projection before showing anything.
 */
public final class MessageIndex implements Runnable {

  /** The index's file in the directory of this machine's files. */
  public static final String FILE = "search.db";

  /** The name under which its tables are reached from the projection's connection. */
  static final String SCHEMA = "search";

  private static final Logger LOG = LoggerFactory.getLogger(MessageIndex.class);

  /** How long a search waits for the index to take in what was just written. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  /** Between two attempts after a failure. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final EventStore store;
  private final Path path;
  private final Indexer indexer;
  private final Waiting waiting = new Waiting();
  private volatile boolean distrusted;
  private volatile @Nullable Attached attached;

  /** To which file a connection was last attached. */
  private record Attached(Sql connection, Object file) {}

  /** Prepares an index over a store; nothing is read or made before {@link #run}. */
  public MessageIndex(EventStore store, Path var) {
    this.store = store;
    this.path = var.resolve(FILE);
    this.indexer = new Indexer(store, path);
    var _ = store.onCommit(_ -> waiting.committed()); // for as long as the store is open
  }

  /** Follows the projection until {@link #stop}; to be run on a platform thread of its own. */
  @Override
  public void run() {
    try {
      new Following(waiting, this::work, indexer::distrust, PAUSE).run();
    } finally {
      indexer.close();
    }
  }

  /**
   * Runs a query that may use the index beside the projection, on the reader of queries that may take long,
   * after a short wait for the index to take in what is committed.
   *
   * @return what the query gave; empty when there is no index to be used at this moment
   */
  public <R> Optional<R> read(Function<IndexReading, R> query) {
    if (!Objects.equals(indexer.ready(), IndexFile.identityOf(path))) {
      waiting.doubt(); // somebody deleted it: the indexer makes another
    }
    var health = store.health();
    waiting.await(health.epoch(), health.sequence(), health.events(), PATIENCE);
    return store.readSlow(sql -> {
      try {
        return attach(sql) ? Optional.of(query.apply(new IndexReading(sql))) : Optional.<R>empty();
      } catch (SqlFailure e) {
        if (e.primaryCode() == SqlFailure.INTERRUPTED) {
          throw e;
        }
        LOG.warn("the search index cannot be used and is made anew: {}", e.getMessage());
        distrusted = true;
        waiting.doubt();
        return Optional.<R>empty();
      }
    });
  }

  /** Asks the thread in {@link #run} to end soon. What it has done stays. */
  public void stop() {
    waiting.stop();
  }

  /** False when there is no file to be read. */
  private boolean attach(Sql sql) {
    Object ready = indexer.ready();
    if (ready == null) {
      return false;
    }
    var wanted = new Attached(sql, ready);
    if (!wanted.equals(attached)) {
      attached = null;
      SideDatabase.attach(sql, path, SCHEMA);
      attached = wanted;
    }
    return true;
  }

  private void work() throws IOException {
    if (distrusted) {
      distrusted = false;
      indexer.distrust();
    }
    for (IndexState now = indexer.state(); now != null; now = indexer.slice()) {
      waiting.reached(now);
      if (waiting.isStopped()) {
        return;
      }
      waiting.giveWay();
    }
    indexer.putOff().ifPresent(waiting::again);
  }
}
