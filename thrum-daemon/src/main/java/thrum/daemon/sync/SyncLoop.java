package thrum.daemon.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.sync.CycleReport;
import thrum.core.sync.RemoteState;
import thrum.core.sync.SyncCycle;
import thrum.daemon.sync.Schedule.Due;

/**
 * Runs the cycles one after another on a thread of its own: no request ever waits for the network, unless it
 * asks to
 * (04 §2.2).
 */
public final class SyncLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);
  /** How soon a change of the configuration is noticed. */
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(10);

  /**
   * What the loop works with.
   *
   * @param settings read anew each time
   * @param log told, in a line, what a person should know
   * @param afterwards told that a cycle is over; returns at once
   */
  public record Parts(SyncCycle cycle, Supplier<SyncSettings> settings, InstantSource clock,
      Consumer<String> log,
      Runnable afterwards) {}

  /**
   * A cycle that somebody wants.
   *
   * @param first what is to be done before it exchanges anything
   */
  private record Asked(Runnable first, CompletableFuture<CycleReport> end) {

    /** What fails here is for whoever asked, and no reason for the cycle not to go on. */
    void begin() {
      try {
        first.run();
      } catch (RuntimeException failure) {
        end.completeExceptionally(failure);
      }
    }
  }

  private final Parts parts;
  private final SyncBoard board;
  private final Thread thread = Thread.ofPlatform().daemon().name("thrum-sync").unstarted(this::run);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Schedule schedule;
  private List<Asked> waiting = new ArrayList<>();
  private boolean closed;
  private String told = "";

  public SyncLoop(Parts parts) {
    this.parts = parts;
    var settings = parts.settings().get();
    this.board = new SyncBoard(settings.localOnly() ? RemoteState.LOCAL_ONLY : null);
    this.schedule = new Schedule(settings, parts.clock().instant());
  }

  /** Begins, with a cycle at once. */
  public SyncLoop start() {
    board.running(true);
    thread.start();
    return this;
  }

  /** How it stands; never waits for a cycle. */
  public SyncView view() {
    return board.view();
  }

  /** Something new is on the branch. Returns at once. */
  public void committed() {
    locked(() -> {
      board.committed();
      schedule.committed(parts.clock().instant());
      changed.signalAll();
    });
  }

  /**
   * Asks for a cycle that begins after this call.
   *
   * @return its end; cancelled when the loop ends before
   */
  public CompletableFuture<CycleReport> ask() {
    return ask(() -> {});
  }

  /**
   * The same with something to be done first, under the locks of the cycle.
   *
   * @param first on the thread of the loop; what it throws is the end's failure
   */
  public CompletableFuture<CycleReport> ask(Runnable first) {
    var end = new CompletableFuture<CycleReport>();
    locked(() -> {
      if (closed) {
        end.cancel(false);
      } else {
        waiting.add(new Asked(first, end));
        schedule.ask();
        changed.signalAll();
      }
    });
    return end;
  }

  private void run() {
    try {
      for (var due = next(); due != null; due = next()) {
        cycle(due);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      board.running(false);
    }
  }

  /** Waits until a cycle is due; null when the loop ends. */
  private @Nullable Due next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        var now = parts.clock().instant();
        schedule.use(parts.settings().get(), now);
        var due = schedule.due(now);
        long nanos = Math.min(LOOK.toNanos(), nanosUntil(Duration.between(now, due.at())));
        if (nanos <= 0) {
          return due;
        }
        var _ = changed.await(nanos, TimeUnit.NANOSECONDS);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private static long nanosUntil(Duration time) {
    return time.compareTo(LOOK) > 0 ? LOOK.toNanos() : time.toNanos();
  }

  private void cycle(Due due) {
    var served = new ArrayList<Asked>();
    locked(() -> {
      served.addAll(waiting);
      waiting = new ArrayList<>();
      schedule.begin();
      board.begin();
    });
    var report = attempt(due, served);
    locked(() -> {
      if (report == null) {
        waiting.addAll(served);
        schedule.busy(!served.isEmpty(), parts.clock().instant());
      } else {
        schedule.end(due.reach(), report, parts.clock().instant());
        board.end(report, parts.clock().instant());
      }
    });
    if (report != null) {
      tell(report);
      served.forEach(asked -> asked.end().complete(report));
      parts.afterwards().run();
    }
  }

  /** Null when another program was at it. Whatever else happens, there is a report and the loop goes on. */
  private @Nullable CycleReport attempt(Due due, List<Asked> served) {
    try {
      return parts.cycle().run(due.reach(), () -> served.forEach(Asked::begin)).orElse(null);
    } catch (RuntimeException fault) {
      LOG.warn("The exchange with the remote failed", fault);
      return new CycleReport(RemoteState.OTHER, "unexpected: " + fault, false, false, null, 0, -1);
    }
  }

  /** Says once what is new. */
  private void tell(CycleReport report) {
    if (report.push() != null && report.push().firstTo() != null) {
      parts.log()
          .accept("published the messages of this repository for the first time to " + report.push().firstTo()
              + ": whoever can read that repository can read them");
    }
    if (!report.error().equals(told)) {
      told = report.error();
      parts.log()
          .accept(told.isEmpty() ? "sync works again" : "sync: " + report.remote().text() + ": " + told);
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the loop: a conversation with the remote is broken off, with all its processes; whoever waits for a
   * cycle is
   * let go.
   */
  @Override
  public void close() {
    locked(() -> {
      closed = true;
      changed.signalAll();
    });
    thread.interrupt();
    try {
      if (thread.isAlive() && !thread.join(END)) {
        LOG.warn("The exchange with the remote does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var left = new ArrayList<Asked>();
    locked(() -> left.addAll(waiting));
    left.forEach(asked -> asked.end().cancel(false));
  }
}
