package thrum.core.search;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.projection.SqlFailure;

/**
 * Does a piece of work whenever there is something to do, until it is stopped. Nothing that the work throws
 * ends it: a machine short of memory for a moment would have no search until the next start.
 *
 * @param distrust is called when what the work has done so far cannot be relied upon
 * @param pause between two attempts after a failure
 */
record Following(Waiting waiting, Work work, Runnable distrust, Duration pause) {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  /** Does all that there is to do. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  void run() {
    while (!waiting.isStopped()) {
      waiting.awaitWork();
      try {
        work.run();
      } catch (RuntimeException | IOException e) {
        failed(e);
      } catch (Error e) { // also those of a machine at its limits
        brokenOff(e);
      }
    }
  }

  private void failed(Exception failure) {
    if (waiting.isStopped()) {
      return;
    }
    LOG.warn("the search index cannot follow; trying again: {}", failure.getMessage());
    if (failure instanceof SqlFailure sql && sql.primaryCode() != SqlFailure.FULL) {
      distrust.run();
    }
    waiting.rest(pause);
  }

  /** Rests before it reports, because reporting takes memory too. */
  private void brokenOff(Error failure) {
    distrust.run();
    waiting.rest(pause);
    LOG.error("the search index was broken off and is made anew", failure);
  }
}
