package thrum.core.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thrum.core.journal.AppendPlan.PlannedLine;
import thrum.core.journal.Stamp.Stamped;
import thrum.core.log.LogLayout;
import thrum.core.projection.LogPosition;
import thrum.core.projection.ProjectionState;
import thrum.core.projection.Sql;
import thrum.core.projection.SqlFailure;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.LocalLine;
import thrum.protocol.failure.Broken;

/**
 * One attempt at a batch: decides every command inside one open transaction, so that two of them cannot both
 * pass a check
 * that only one may pass. Nothing is in any file before {@link #append}, nothing is visible before
 * {@link #commit}.
 */
final class Batch {

  private final WriteContext context;
  private final List<Command<?>> commands;
  private final AppendPlan plan = new AppendPlan();
  private final List<EventLine> events = new ArrayList<>();
  private final List<LocalLine> local = new ArrayList<>();
  private final ProjectionState before;
  private long rollbacks;
  private Map<String, LogPosition> ends = Map.of();
  private boolean changed;

  Batch(WriteContext context, List<Command<?>> commands) {
    this.context = context;
    this.commands = commands;
    this.before = context.ledger().state();
  }

  AppendPlan plan() {
    return plan;
  }

  Committed committed() {
    return new Committed(events, local);
  }

  /** Whether there is anything to commit. */
  boolean isChanged() {
    return changed;
  }

  boolean hasLines() {
    return !plan.isEmpty();
  }

  /**
   * Decides all commands and leaves the transaction open, with everything in it but the commit.
   *
   * @throws TransactionLost when SQLite gave up on the transaction
   * @throws IOException when a file cannot be appended to; nothing was
   */
  void decide() throws TransactionLost, IOException {
    Sql sql = context.sql();
    try {
      sql.update("BEGIN IMMEDIATE");
      rollbacks = sql.rollbacks();
      for (Command<?> command : commands) {
        decide(command);
      }
      if (changed) {
        context.appending().prepare(plan);
        ends = ends();
        context.projection().advance(ends);
      }
      requireTransaction();
    } catch (SqlFailure e) {
      abandon();
      throw new TransactionLost(e);
    } catch (IOException | RuntimeException | Error e) {
      abandon();
      throw e;
    }
  }

  /** Brings the lines to disk. They stand from then on, whatever happens to the database. */
  void append() throws IOException {
    context.ledger().useUpTo(context.ledger().state().sequence());
    context.appending().write(plan);
    context.appending().settle(plan);
  }

  void commit() {
    context.sql().update("COMMIT");
    context.projection().advanced(ends);
  }

  /** Gives the transaction up; the files are somebody else's business. */
  void abandon() {
    try {
      context.sql().update("ROLLBACK");
    } catch (SqlFailure e) {
      WriteContext.LOG.debug("the transaction had ended already", e);
    }
    context.ledger().reset(before);
  }

  void complete() {
    commands.forEach(Command::complete);
  }

  /**
   * A decision only reads, so one that refuses leaves nothing to undo. One that cannot be applied takes the
   * batch with it; savepoints would keep the others, but copy every page that a batch touches.
   */
  private void decide(Command<?> command) throws TransactionLost, IOException {
    try {
      Outcome<?> outcome = command.decide(context.view());
      apply(outcome, stamped(outcome));
    } catch (Unapplied e) {
      abandon();
      throw new TransactionLost(e.failure());
    } catch (SqlFailure e) {
      requireTransaction();
      command.refuse(new Broken("the database cannot take this", context.place(), "", e));
    } catch (RuntimeException e) {
      command.refuse(e);
    } catch (StackOverflowError e) {
      command.refuse(new Broken("the request is nested too deeply", "", "", e));
    }
  }

  /** SQLite ends a transaction by itself when a statement fails in certain ways (ruling 64). */
  private void requireTransaction() throws TransactionLost {
    if (context.sql().rollbacks() != rollbacks) {
      abandon();
      throw new TransactionLost(
          new SqlFailure(SqlFailure.IO_ERROR, "the transaction ended before its time", null));
    }
  }

  /** Makes the lines of an outcome; refuses when one is too long. */
  private Lines stamped(Outcome<?> outcome) {
    var lines = new Lines();
    outcome.local().forEach(fact -> lines.local.add(context.stamp().local(fact)));
    long sequence = context.ledger().nextSequence();
    for (var event : outcome.events()) {
      lines.events.add(context.stamp().shared(event, sequence++));
    }
    return lines;
  }

  private void apply(Outcome<?> outcome, Lines lines) throws Unapplied, IOException {
    try {
      lines.local.forEach(stamped -> context.ledger().applyNew(stamped.line()));
      lines.events.forEach(stamped -> context.ledger().applyNew(stamped.line(), stamped.text()));
      outcome.live().forEach(context.ledger()::applyLive);
    } catch (RuntimeException | StackOverflowError e) {
      throw new Unapplied(e);
    }
    changed |= !lines.local.isEmpty() || !lines.events.isEmpty() || !outcome.live().isEmpty();
    var planned = new ArrayList<PlannedLine>();
    for (var stamped : lines.local) {
      local.add(stamped.line());
      planned.add(new PlannedLine(LogLayout.LOCAL, stamped.bytes()));
    }
    for (var stamped : lines.events) {
      events.add(stamped.line());
      planned.add(new PlannedLine(context.fileFor(stamped.line()), stamped.bytes()));
    }
    plan.add(planned);
  }

  private Map<String, LogPosition> ends() throws IOException {
    var reached = new LinkedHashMap<String, LogPosition>();
    for (var phase : plan.lines()) {
      LogPosition start = reached.get(phase.file());
      if (start == null) {
        start = context.projection().position(context.logs().file(phase.file()));
      }
      reached.put(phase.file(), start.after(phase.bytes()));
    }
    return reached;
  }

  /** What one command adds. */
  private static final class Lines {
    final List<Stamped<LocalLine>> local = new ArrayList<>();
    final List<Stamped<EventLine>> events = new ArrayList<>();
  }

  /** An outcome is in the tables in part. */
  private static final class Unapplied extends Exception {

    private static final long serialVersionUID = 1L;

    Unapplied(Throwable cause) {
      super(cause);
    }

    SqlFailure failure() {
      return getCause() instanceof SqlFailure failure ? failure
          : new SqlFailure(SqlFailure.CONSTRAINT, String.valueOf(getCause()), null);
    }
  }
}
