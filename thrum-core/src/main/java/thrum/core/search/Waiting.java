package thrum.core.search;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom: the indexer for something to do, searches for the indexer. The indexer lets writers go
 * first: it begins when they pause, or after a while; at once when a search waits.
 */
final class Waiting {

  /** A pause of the writers. */
  private static final Duration QUIET = Duration.ofMillis(300);

  /** How long the index stays behind writers that make no pause. */
  private static final Duration MOST = Duration.ofSeconds(30);

  private volatile boolean pending = true;
  private volatile boolean wanted;
  private volatile boolean stopped;
  private @Nullable Long again;
  private volatile long lastCommit = System.nanoTime() - MOST.toNanos();
  private volatile @Nullable Thread indexer;
  private @Nullable IndexState reached;

  /** Something was committed. On the journal's thread, which nothing here holds up. */
  void committed() {
    lastCommit = System.nanoTime();
    if (!pending) {
      pending = true;
      LockSupport.unpark(indexer);
    }
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(indexer);
  }

  boolean isStopped() {
    return stopped;
  }

  /** Returns when there is something to do, or to stop. Sleeps without waking as long as nothing happens. */
  void awaitWork() {
    indexer = Thread.currentThread();
    while (!stopped && !pending && !wanted && !isTimeAgain()) {
      if (again == null) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, again - System.nanoTime());
      }
    }
    again = null;
    long from = System.nanoTime();
    long now = from;
    while (!stopped && !wanted && now - lastCommit < QUIET.toNanos() && now - from < MOST.toNanos()) {
      LockSupport.parkNanos(this, QUIET.toNanos());
      now = System.nanoTime();
    }
    pending = false;
    wanted = false;
  }

  /** Between two slices of work: leaves the machine to writers that are active, unless a search waits. */
  void giveWay() {
    if (!stopped && !wanted && System.nanoTime() - lastCommit < QUIET.toNanos()) {
      LockSupport.parkNanos(this, QUIET.toNanos());
    }
    wanted = false;
  }

  /** There is something to do after that time, even if nothing happens until then. For the indexer. */
  void again(Duration pause) {
    again = System.nanoTime() + pause.toNanos();
  }

  private boolean isTimeAgain() {
    return again != null && System.nanoTime() - again >= 0;
  }

  /** Rests after a failure; what was to be done is still to be done. */
  void rest(Duration pause) {
    pending = true;
    long until = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos(); !stopped && left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  /** What was reached may be gone: searches wait for the indexer to have looked. */
  synchronized void doubt() {
    reached = null;
  }

  /** The index has come so far, and searches can see it. */
  synchronized void reached(IndexState state) {
    reached = state;
    notifyAll();
  }

  /**
   * Hurries the indexer and waits until it has followed all of that, or until the patience ends.
   *
   * @param epoch of the projection
   * @param events how many it holds: fewer than before when lines were taken out of the log, of which no
   * commit tells
   */
  synchronized void await(String epoch, long sequence, long events, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos(); left > 0 && !isReached(epoch, sequence, events)
          && !stopped; left = until - System.nanoTime()) {
        wanted = true;
        LockSupport.unpark(indexer);
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the query itself gives up then
    }
  }

  private boolean isReached(String epoch, long sequence, long events) {
    IndexState now = reached;
    return now != null && now.isFull() && Source.isOf(now.source(), epoch)
        && (now.sequence() > sequence || (now.sequence() == sequence && now.events() == events));
  }
}
