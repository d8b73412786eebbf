package thrum.core.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import thrum.core.log.LineLimit;
import thrum.core.log.LogFiles;
import thrum.core.log.LogLayout;
import thrum.core.log.LogRescue;
import thrum.core.log.LogTidying;
import thrum.core.log.ShardParts;
import thrum.core.log.migration.LogMigration;
import thrum.core.projection.Applier;
import thrum.core.projection.Checkpoints;
import thrum.core.projection.Projection;
import thrum.core.projection.ProjectionState;
import thrum.core.projection.ReadPool;
import thrum.core.projection.ReplayProgress;
import thrum.core.projection.Sql;
import thrum.core.projection.SqlFailure;
import thrum.protocol.failure.Broken;
import thrum.protocol.sync.ReplayPart;

/**
 * Both logs and the projection over them, with the one thread that writes and the few that read. Whoever
 * opens one must
 * hold the daemon's locks: a log never has two writers (ruling 49). Thread-safe.
 */
public final class EventStore implements AutoCloseable {

  /** The projection's file in the directory of this machine's files. */
  public static final String DATABASE = "messages.db";

  private static final int READERS = 2;

  private final LogFiles logs;
  private final Projection projection;
  private final WriteContext context;
  private final BatchWriting writing;
  private final Sweeping sweeping;
  private final Watch watch;
  private final Journal journal;
  private final ReadPool readers;
  private final ReadPool slowReader;
  private final Listeners listeners = new Listeners();
  private final Checkpoints checkpoints;
  private final LogRewriting rewriting;
  private final ReplayProgress progress;
  private final int tornTails;

  private EventStore(StoreOptions options) throws IOException {
    progress = options.progress();
    var layout = new LogLayout(options.syncWorktree(), options.var());
    tornTails = new LogTidying(layout, options.disk(), options.clock()).run();
    new LogMigration(layout, options.disk(), options.clock()).run();
    logs = new LogFiles(layout, options.disk());
    Path database = options.var().resolve(DATABASE);
    var ulids = new MonotonicUlids(options.clock(), options.random());
    projection =
        new Projection(database, logs, new Applier(options.clock()), options.daemon(), options.probe(),
            ulids::next, options.progress());
    var ids = new FreshIds(ulids);
    readers = new ReadPool("reader", database, READERS);
    slowReader = new ReadPool("slow-reader", database, 1);
    context = new WriteContext(logs, new ShardParts(logs), new LogAppending(logs),
        new LogRescue(logs, options.clock()), projection,
        new Stamp(options.daemon(), ids, new LineLimit(options.maxLineBytes())),
        new BatchView(projection, new DecisionTimes(options.clock()), ids, options.daemon()),
        new WriteContext.Readers(readers, slowReader));
    checkpoints = new Checkpoints(database);
    writing = new BatchWriting(context, this::announce);
    sweeping = new Sweeping(context, checkpoints::committed);
    watch = new Watch(context, writing, sweeping);
    journal = new Journal(writing, watch, sweeping);
    rewriting = new LogRewriting(context, journal, this::announce);
    journal.start();
  }

  /**
   * Puts the logs in order, brings the projection up to them or builds it anew, and starts the threads.
   *
   * @throws Broken when files or database cannot be read or written
   */
  public static EventStore open(StoreOptions options) {
    try {
      return new EventStore(options);
    } catch (IOException | UncheckedIOException | SqlFailure e) {
      throw new Broken("cannot open the message store", options.var().toString(),
          "check that the directory can be written and that there is room", e);
    }
  }

  /**
   * Decides and writes. When this returns, the lines are on disk and readers see them.
   *
   * @throws thrum.protocol.failure.Refused what the decision refused; nothing was written
   * @throws Broken the lines could not be written; they are in no log unless the text says that the outcome
   * is unknown
   */
  public <R> R write(Decision<R> decision) {
    return journal.write(decision);
  }

  /** Runs a short query on a reading thread, over one state of the database. */
  public <R> R read(Function<Sql, R> query) {
    return readers.read(query);
  }

  /** As {@link #read}, for queries that may take long: they share no thread with the short ones. */
  public <R> R readSlow(Function<Sql, R> query) {
    return slowReader.read(query);
  }

  /**
   * Runs somebody's work on the writing connection, in a transaction of its own between two batches. Writers
   * wait for
   * it, so it takes 3 ms at most and leaves the rest to another call (ruling 73). It must not change what
   * follows from
   * the logs.
   */
  public <R> R runBetweenBatches(Function<Sql, R> slice) {
    try {
      return journal.between(() -> slice(slice));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tells of every batch after it is on disk, on the journal's thread: return at once, and never write from
   * there.
   */
  public AutoCloseable onCommit(Consumer<Committed> listener) {
    return listeners.add(listener);
  }

  /** By file, how many bytes are acknowledged; nobody outside reads beyond (ruling 65). */
  public Map<Path, Long> committedLengths() {
    return logs.committedLengths();
  }

  /** Rewrites log files while the daemon runs (ruling 62). */
  public LogRewriting rewriting() {
    return rewriting;
  }

  /**
   * Reads the logs up to what was applied and compares them with what was read then. For the background after
   * the start;
   * a file that was edited is compared event by event (ruling 63). Returns how many files differed.
   */
  public int verifyLogs() {
    try {
      return new LogVerifying(context, journal).run();
    } catch (IOException e) {
      throw new Broken("cannot check the log", context.place(), "", e);
    }
  }

  /**
   * Shortens this machine's own log when most of it says nothing any more (ruling 69). Returns whether it
   * did.
   */
  public boolean compactLocalLog() {
    try {
      return new LocalCompaction(this, logs).run();
    } catch (IOException e) {
      throw new Broken("cannot shorten this machine's log", context.place(), "", e);
    }
  }

  /** How far the replay of the log is that goes on at this moment; empty when none does. */
  public Optional<ReplayPart> replay() {
    return progress.now();
  }

  public StoreHealth health() {
    Broken readOnly = writing.readOnly();
    ProjectionState state = projection.ledger().state();
    return new StoreHealth(readOnly == null ? null : readOnly.getMessage(), state.sequence(), state.events(),
        state.epoch(), projection.skipped(), projection.ledger().conflicts(), tornTails,
        listeners.failures());
  }

  /** Finishes what was accepted, then closes files and database. */
  @Override
  public void close() {
    journal.close();
    checkpoints.close();
    readers.close();
    slowReader.close();
    context.appending().close();
    projection.close();
    try {
      logs.close();
    } catch (IOException e) {
      throw new Broken("cannot close the log", context.place(), "", e);
    }
  }

  /** Commands that no batch has taken up yet. */
  int queued() {
    return journal.queued();
  }

  /** Looks now at everything that the journal looks at now and then. */
  void watchNow() {
    try {
      journal.between(() -> {
        watch.lookAtEverything();
        return true;
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void announce(Committed committed) {
    checkpoints.committed(committed.events().size() + committed.local().size());
    sweeping.look(committed);
    listeners.accept(committed);
  }

  private <R> R slice(Function<Sql, R> work) {
    Sql sql = context.sql();
    sql.update("BEGIN IMMEDIATE");
    boolean done = false;
    try {
      R result = work.apply(sql);
      sql.update("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(sql);
      }
    }
  }

  private static void rollBack(Sql sql) {
    try {
      sql.update("ROLLBACK");
    } catch (SqlFailure e) {
      WriteContext.LOG.debug("the transaction had ended already", e);
    }
  }
}
