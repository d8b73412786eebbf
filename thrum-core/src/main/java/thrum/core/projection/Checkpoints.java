package thrum.core.projection;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves pages from the write-ahead log into the database on a thread of its own, so that no writer waits for
 * the two
 * forces that this takes. Nothing depends on it: if it falls behind, SQLite does it in a commit.
 */
public final class Checkpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  /** Events between two checkpoints; a few MiB of pages. */
  private static final int EVENTS = 400;

  private final Path file;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private int events;

  public Checkpoints(Path file) {
    this.file = file;
    this.thread = Thread.ofPlatform().name("checkpoint").daemon().start(this::run);
  }

  /** So many events were committed. Called by the journal's thread alone. */
  public void committed(int count) {
    events += count;
    if (events >= EVENTS) {
      events = 0;
      wanted.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    wanted.release();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // a checkpoint under way is short and must not outlive the database
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      wanted.acquireUninterruptibly();
      wanted.drainPermits();
      if (!closed) {
        checkpoint();
      }
    }
  }

  /** Opens the file by its name each time, because it may have been replaced. */
  private void checkpoint() {
    try (Sql sql = Connections.checkpointer(file)) {
      sql.number("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SqlFailure e) {
      LOG.debug("no checkpoint this time", e);
    }
  }
}
