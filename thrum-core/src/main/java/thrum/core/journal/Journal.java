package thrum.core.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.JournalWork.Between;
import thrum.core.journal.JournalWork.Deciding;
import thrum.protocol.failure.Broken;

/**
 * The one thread that writes: it takes everything that waits as one batch, so that forcing the disk is shared
 * (group
 * commit), and does other jobs between two batches.
 */
final class Journal implements AutoCloseable {

  /** Commands decided in one transaction at most; more wait for the next. */
  private static final int BATCH = 256;

  /** How long a batch waits for each command more, as long as it is smaller than the one before. */
  private static final long GATHERING_MICROS = 150;

  private static final long WATCH_MILLIS = 1000;

  private final BatchWriting writing;
  private final Runnable watch;
  private final Sweeping sweeping;
  private final BlockingQueue<JournalWork> waiting = new LinkedBlockingQueue<>();
  private final Deque<BetweenBatches<?>> jobs = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean closing;

  /** Commands in the batch before. */
  private int lastBatch;

  /**
   * Not running before {@link #start}.
   *
   * @param watch runs about once a second, between two batches
   * @param sweeping goes on after each batch, and when nothing else waits
   */
  Journal(BatchWriting writing, Runnable watch, Sweeping sweeping) {
    this.writing = writing;
    this.watch = watch;
    this.sweeping = sweeping;
    this.thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  <R> R write(Decision<R> decision) {
    requireOtherThread();
    var command = new Command<>(decision);
    submit(new Deciding(command));
    return command.await();
  }

  /** Runs a job between two batches and returns its result; the caller waits. */
  <R> R between(BetweenBatches.Work<R> work) throws IOException {
    requireOtherThread();
    var job = new BetweenBatches<>(work);
    submit(new Between(job));
    return job.await();
  }

  /** Finishes what waits, then ends the thread. */
  @Override
  public void close() {
    closing = true;
    waiting.add(new Between(new BetweenBatches<>(() -> "awake")));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // what was accepted is written before anybody leaves
      }
    }
    failRest();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** How much waits to be taken up. */
  int queued() {
    return waiting.size();
  }

  private void submit(JournalWork work) {
    if (closing) {
      throw closed();
    }
    waiting.add(work);
    if (closing && !thread.isAlive()) {
      failRest();
    }
  }

  private void failRest() {
    for (JournalWork left = waiting.poll(); left != null; left = waiting.poll()) {
      left.giveUp(closed());
    }
  }

  private static Broken closed() {
    return new Broken("the store is closed", "nothing was changed", "start the daemon again");
  }

  private void requireOtherThread() {
    if (Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("the journal's thread would wait for itself");
    }
  }

  private void run() {
    long nextWatch = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WATCH_MILLIS);
    while (!closing || !waiting.isEmpty() || !jobs.isEmpty()) {
      try {
        var commands = takeWaiting(sweeping.isDue() ? 0 : nextWatch - System.nanoTime());
        if (!commands.isEmpty()) {
          writing.write(commands);
        }
        BetweenBatches<?> job = jobs.poll();
        if (job != null) {
          job.run();
        }
        if (sweeping.isDue()) {
          sweeping.step();
        }
        if (System.nanoTime() - nextWatch >= 0) {
          watch.run();
          nextWatch = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WATCH_MILLIS);
        }
      } catch (InterruptedException e) {
        WriteContext.LOG.debug("nobody ends this thread by interrupting it", e);
      } catch (RuntimeException | Error e) {
        WriteContext.LOG.error("the journal goes on after a failure", e);
      }
    }
  }

  private List<Command<?>> takeWaiting(long nanos) throws InterruptedException {
    var commands = new ArrayList<Command<?>>();
    @Nullable JournalWork work = jobs.isEmpty() ? waiting.poll(nanos, TimeUnit.NANOSECONDS) : waiting.poll();
    while (work != null) {
      switch (work) {
        case Deciding(Command<?> command) -> {
          if (command.takeUp()) {
            commands.add(command);
          }
        }
        case Between(BetweenBatches<?> job) -> jobs.add(job);
      }
      work = next(commands.size());
    }
    lastBatch = commands.size();
    return commands;
  }

  /**
   * What else goes into a batch. Callers that were answered together ask again a moment apart: a batch that
   * waits for them shares one force and one commit among all, where two half batches would take turns.
   */
  private @Nullable JournalWork next(int taken) {
    if (taken == BATCH) {
      return null;
    }
    JournalWork work = waiting.poll();
    if (work != null || taken >= lastBatch || closing) {
      return work;
    }
    try {
      return waiting.poll(GATHERING_MICROS, TimeUnit.MICROSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what is taken already has to be written
      return null;
    }
  }
}
