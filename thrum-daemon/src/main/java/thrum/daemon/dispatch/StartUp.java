package thrum.daemon.dispatch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.ReplayProgress;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/**
 * The time in which a daemon has its socket and reads its log (04 §2.6). Requests that need the log wait for
 * its end. Thread-safe.
 */
public final class StartUp {
  private final ReplayProgress replay = new ReplayProgress();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile @Nullable String failure;

  /** Of the log that is read now. */
  public ReplayProgress replay() {
    return replay;
  }

  /** Every method is bound. */
  public void succeeded() {
    end.countDown();
  }

  /**
   * There will be no daemon.
   *
   * @param why for whoever waits for it, and what to do
   */
  public void failed(String why) {
    failure = why;
    end.countDown();
  }

  public boolean isOver() {
    return end.getCount() == 0;
  }

  /**
   * Waits for the end; false when it did not come in time.
   *
   * @throws Refused when there will be no daemon
   */
  public boolean isOverWithin(Duration limit) {
    try {
      boolean over = end.await(limit.toNanos(), TimeUnit.NANOSECONDS);
      String why = failure;
      if (why != null) {
        throw new Refused(why);
      }
      return over;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Broken("waiting for the log to be read was interrupted", "", "", interrupted);
    }
  }

  /**
   * Waits until the daemon can answer.
   *
   * @throws Refused when it takes too long, or there will be no daemon
   */
  void requireOver(Duration limit) {
    if (!isOverWithin(limit)) {
      throw new Refused("the daemon is still reading its log" + replay.now()
          .map(part -> " (" + part.percent() + " %)")
          .orElse("") + "; try again in a moment");
    }
  }
}
