package thrum.core.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thrum.core.journal.AppendPlan.PlannedLine;
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
      sql.update("SAVEPOINT batch");
      for (Command<?> command : commands) {
        decide(command);
      }
      if (changed) {
        context.appending().prepare(plan);
        ends = ends();
        context.projection().advance(ends);
      }
      sql.update("RELEASE batch"); // fails when the transaction is no longer the one that was begun
    } catch (SqlFailure e) {
      abandon();
      throw new TransactionLost(e);
    } catch (IOException e) {
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

  private void decide(Command<?> command) throws TransactionLost {
    Sql sql = context.sql();
    ProjectionState mark = context.ledger().state();
    var lines = new Lines();
    sql.update("SAVEPOINT command");
    try {
      Outcome<?> outcome = command.decide(context.view());
      write(outcome, lines);
      sql.update("RELEASE command");
      changed |= !lines.planned.isEmpty() || !outcome.live().isEmpty();
      plan.add(lines.planned);
      events.addAll(lines.events);
      local.addAll(lines.local);
    } catch (SqlFailure e) {
      undo(mark);
      command.refuse(new Broken("the database cannot take this", context.place(), "", e));
    } catch (RuntimeException e) {
      undo(mark);
      command.refuse(e);
    } catch (StackOverflowError e) {
      undo(mark);
      command.refuse(new Broken("the request is nested too deeply", "", "", e));
    }
  }

  /** That the savepoint is still there shows that the transaction is (ruling 64). */
  private void undo(ProjectionState mark) throws TransactionLost {
    try {
      context.sql().update("ROLLBACK TO command");
      context.sql().update("RELEASE command");
    } catch (SqlFailure e) {
      abandon();
      throw new TransactionLost(e);
    }
    context.ledger().reset(mark);
  }

  private void write(Outcome<?> outcome, Lines lines) {
    for (var fact : outcome.local()) {
      var stamped = context.stamp().local(fact);
      context.ledger().applyNew(stamped.line());
      lines.local.add(stamped.line());
      lines.planned.add(new PlannedLine(LogLayout.LOCAL, stamped.bytes()));
    }
    for (var event : outcome.events()) {
      var stamped = context.stamp().shared(event, context.ledger().nextSequence());
      context.ledger().applyNew(stamped.line());
      lines.events.add(stamped.line());
      lines.planned.add(new PlannedLine(context.routing().fileOf(stamped.line()), stamped.bytes()));
    }
    outcome.live().forEach(context.ledger()::applyLive);
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

  /** What one command adds, kept apart until its savepoint is released. */
  private static final class Lines {
    final List<PlannedLine> planned = new ArrayList<>();
    final List<EventLine> events = new ArrayList<>();
    final List<LocalLine> local = new ArrayList<>();
  }
}
