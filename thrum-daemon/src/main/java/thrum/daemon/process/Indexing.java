package thrum.daemon.process;

import java.time.Duration;
import thrum.core.search.MessageIndex;

/** The thread on which the search index follows the messages. It sleeps while nothing is written. */
final class Indexing implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(10);

  private final MessageIndex index;
  private final Thread thread;

  Indexing(MessageIndex index) {
    this.index = index;
    this.thread = Thread.ofPlatform().daemon().name("thrum-search-index").unstarted(index);
  }

  MessageIndex index() {
    return index;
  }

  void start() {
    thread.start();
  }

  /** Ends the slice at hand; the next daemon goes on behind it. */
  @Override
  public void close() {
    index.stop();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      var _ = thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
