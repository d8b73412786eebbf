package thrum.core.projection;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.Supplier;
import thrum.core.log.LogFile;
import thrum.core.log.LogFiles;
import thrum.protocol.id.DaemonId;

/**
 * The database as its one writer sees it: how much of the logs it holds, and what is done to it outside of
 * batches. It may lag the logs and never leads them (ruling 66). Belongs to the journal's thread.
 */
public final class Projection implements AutoCloseable {

  /** How long a slice may keep writers waiting (ruling 73). */
  private static final Duration SLICE = Duration.ofMillis(2);

  private final DatabaseSupply supply;
  private final LogFiles logs;
  private final Applier applier;
  private final DaemonId daemon;
  private final SkippedLines skipped = new SkippedLines();
  private final ReplayProgress progress;
  private Map<String, Position> positions = new HashMap<>();
  private Sql sql;
  private volatile Ledger ledger;
  private long inode;

  /**
   * Opens or rebuilds the database and applies what it lacks of the logs.
   *
   * @param path of the database file
   * @param epochs names databases; each call gives another text (ruling 74)
   * @param progress told how far what is being read from the logs has come
   */
  public Projection(Path path, LogFiles logs, Applier applier, DaemonId daemon, StatementProbe probe,
      Supplier<String> epochs, ReplayProgress progress) throws IOException {
    this.supply = new DatabaseSupply(new DatabaseFile(path, logs.disk()), logs, applier, daemon, probe,
        epochs, progress);
    this.logs = logs;
    this.applier = applier;
    this.daemon = daemon;
    this.progress = progress;
    sql = supply.open();
    ledger = load();
    catchUp();
  }

  /** The writing connection. Another one after {@link #rebuild}. */
  public Sql sql() {
    return sql;
  }

  /** What counts and applies lines, over the same connection. */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * By log file: lines that are kept and not understood, among those read since this was opened (03 §4.3).
   */
  public Map<String, Long> skipped() {
    return skipped.counts();
  }

  /** How far a log file is applied; at its start when nothing of it is. */
  public LogPosition position(LogFile log) {
    return new LogPosition(positions.getOrDefault(log.name(), Position.START.in(log.inode())));
  }

  /** Records in the open transaction how far files will be applied when it commits. */
  public void advance(Map<String, LogPosition> ends) {
    ends.forEach((name, end) -> {
      if (!isRewritten(name)) {
        Positions.advance(sql, name, end.position());
      }
    });
    ledger.store();
  }

  /** The transaction of {@link #advance} was committed. */
  public void advanced(Map<String, LogPosition> ends) {
    ends.forEach((name, end) -> {
      if (!isRewritten(name)) {
        positions.put(name, end.position());
      }
    });
  }

  /**
   * Commits the mark of a file that is about to be rewritten; until it is applied again, its position says
   * nothing.
   */
  public void markRewritten(String name) {
    sql.update("BEGIN IMMEDIATE");
    Positions.markRewritten(sql, name);
    sql.update("COMMIT");
    positions.put(name, positions.getOrDefault(name, Position.START).marked());
  }

  /**
   * Takes events out whose lines were taken out of the log on purpose: a tombstone hides them. A sweep finds
   * its way along the events, so what depends on these is computed anew at once while one is pending.
   */
  public void forget(Collection<String> eventIds) {
    ProjectionState before = ledger.state();
    boolean done = false;
    sql.update("BEGIN IMMEDIATE");
    try {
      removeEvents(eventIds);
      ledger.store();
      sql.update("COMMIT");
      done = true;
    } finally {
      if (!done) {
        ledger.reset(before);
        Transactions.rollBack(sql);
      }
    }
  }

  private void removeEvents(Collection<String> ids) {
    var sweeps = applier.sweeps(sql);
    boolean sweeping = sweeps.isPending();
    var entities = new LinkedHashSet<Entity>();
    int removed = 0;
    for (String id : ids) {
      new EventRows(sql).entityOf(id).ifPresent(entities::add);
      removed += sql.update("DELETE FROM events WHERE event_id = ?", id);
      sql.update("DELETE FROM local_events WHERE event_id = ?", id);
      sql.update("DELETE FROM conflicts WHERE event_id = ?", id);
    }
    if (sweeping) {
      sweeps.recompute(entities);
    }
    var awaited = new AwaitedMessages(sql);
    entities.stream()
        .filter(entity -> entity.kind() == Entity.Kind.MESSAGE)
        .forEach(entity -> awaited.review(entity.id()));
    ledger.removed(removed);
  }

  /** Starts applying a rewritten file from its beginning; its last piece clears the mark (ruling 63). */
  public Reapplication reapply(LogFile log) throws IOException {
    return new Reapplication(sql, new Replay(sql, ledger, positions, skipped).pass(log), progress);
  }

  /** As {@link #reapply}, for a file of which all but these lines is applied already. */
  public Reapplication applyFresh(LogFile log, FreshLines fresh) {
    return new Reapplication(sql, new Replay(sql, ledger, positions, skipped).fresh(log, fresh), progress);
  }

  /** Whether everything in the file up to its committed length is applied. */
  public boolean isApplied(LogFile log) {
    return new Replay(sql, ledger, positions, skipped).isApplied(log);
  }

  private boolean isRewritten(String name) {
    Position position = positions.get(name);
    return position != null && position.rewritten();
  }

  /** Whether the path still names the database that is open. */
  public boolean isInPlace() throws IOException {
    return supply.inode() == inode;
  }

  /**
   * Forgets what was counted beyond the last commit and applies what stands in the logs and not in the
   * tables.
   */
  public void catchUp() throws IOException {
    Transactions.rollBack(sql);
    sql.update("BEGIN IMMEDIATE"); // fails when an earlier transaction is open still, whose rows must not
                                   // count
    positions = Positions.all(sql);
    skipped.load(sql);
    ledger.reset(ProjectionState.read(sql));
    sql.update("COMMIT");
    new CatchingUp(sql, ledger, logs, positions, skipped, progress).run();
  }

  /** Lets purges count that were too far ahead of the clock when they came (ruling 43). */
  public void reviewPurges() {
    if (!applier.isPurgeDue(sql)) {
      return;
    }
    sql.update("BEGIN IMMEDIATE");
    try {
      applier.reviewPurges(sql);
      sql.update("COMMIT");
    } catch (SqlFailure e) {
      Transactions.rollBack(sql);
      throw e;
    }
  }

  /** Whether a purge or the deletion of an agent left something to be done. */
  public boolean hasToSweep() {
    return applier.sweeps(sql).isPending();
  }

  /**
   * Goes on for a moment with what a purge or the deletion of an agent left to be done, in a transaction of
   * its own.
   * Returns whether there is more.
   */
  public boolean sweep() {
    var sweeps = applier.sweeps(sql);
    var slice = Transactions.within(sql, SLICE);
    slice.begin();
    boolean done = false;
    try {
      sweeps.goOn(slice::goesOn);
      slice.commit();
      done = true;
    } finally {
      if (!done) {
        slice.abandon();
      }
    }
    return sweeps.isPending();
  }

  /** Builds the database anew from the logs and puts it in the place of whatever stands there. */
  public void rebuild() throws IOException {
    sql = supply.replace(sql);
    ledger = load();
  }

  @Override
  public void close() {
    sql.close();
  }

  private Ledger load() throws IOException {
    inode = supply.inode();
    positions = Positions.all(sql);
    skipped.load(sql);
    return new Ledger(sql, applier, daemon, ProjectionState.read(sql));
  }
}
