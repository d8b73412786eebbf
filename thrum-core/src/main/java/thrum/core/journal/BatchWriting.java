package thrum.core.journal;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import thrum.core.log.LogMoved;
import thrum.core.projection.SqlFailure;
import thrum.protocol.failure.Broken;

/**
 * Takes a batch from its commands to their answers, and keeps the promises when a step fails: what is
 * answered with
 * success is on disk and readable, what is answered with failure is in no file (rulings 64 to 66). When
 * neither can be
 * said, nothing more is written.
 */
final class BatchWriting {

  private static final int ATTEMPTS = 3;

  private final WriteContext context;
  private final Consumer<Committed> announce;
  private volatile @Nullable Broken readOnly;
  private boolean behind;

  BatchWriting(WriteContext context, Consumer<Committed> announce) {
    this.context = context;
    this.announce = announce;
  }

  /** Why nothing can be written any more; null as long as it can. */
  @Nullable
  Broken readOnly() {
    return readOnly;
  }

  /**
   * The database could not follow the log, as on a full disk: tries again, and lets writing go on when it
   * can. The
   * callers concerned were told that their outcome is unknown.
   */
  void recover() {
    if (!behind) {
      return;
    }
    try {
      context.projection().catchUp();
      behind = false;
      readOnly = null;
      WriteContext.LOG.info("the database has caught up with the log; writing goes on");
    } catch (SqlFailure | IOException e) {
      WriteContext.LOG.debug("the database still cannot follow the log", e);
    }
  }

  /** Every command is answered when this returns. */
  void write(List<Command<?>> commands) {
    Broken stopped = readOnly;
    if (stopped != null) {
      failAll(commands, stopped);
      return;
    }
    try {
      attempt(commands, 1);
    } catch (RuntimeException | Error e) {
      failAll(commands, new Broken("the journal failed", context.place(), "see the daemon's log", e));
      throw e;
    }
  }

  private void attempt(List<Command<?>> commands, int number) {
    var batch = new Batch(context, commands);
    try {
      batch.decide();
    } catch (TransactionLost e) {
      decideAfresh(commands, number, e.failure());
      return;
    } catch (LogMoved e) {
      bringBack(commands, number, e);
      return;
    } catch (IOException e) {
      failAll(commands, notWritten(e));
      return;
    }
    if (!batch.isChanged()) {
      batch.abandon();
      batch.complete();
    } else if (append(batch, commands, number)) {
      finish(batch, commands);
    }
  }

  /** False when the batch has been dealt with otherwise. */
  private boolean append(Batch batch, List<Command<?>> commands, int number) {
    if (!batch.hasLines()) {
      return true;
    }
    try {
      batch.append();
      return true;
    } catch (IOException e) {
      batch.abandon();
      if (!takeBack(batch, e)) {
        failAll(commands, stop("lines may have been written", e));
      } else if (e instanceof LogMoved moved) {
        bringBack(commands, number, moved);
      } else {
        failAll(commands, notWritten(e));
      }
      return false;
    }
  }

  private boolean takeBack(Batch batch, IOException reason) {
    try {
      context.appending().undo(batch.plan());
      return true;
    } catch (IOException e) {
      e.addSuppressed(reason);
      WriteContext.LOG.error("cannot take back the lines of a failed batch", e);
      return false;
    }
  }

  private void finish(Batch batch, List<Command<?>> commands) {
    try {
      batch.commit();
    } catch (SqlFailure e) {
      WriteContext.LOG.warn("the lines are on disk, but the database did not take them; applying them again",
          e);
      batch.abandon();
      if (!redo(commands)) {
        behind = true;
        failAll(commands, stop("the log has the lines, the database has not", e));
        return;
      }
    }
    batch.complete();
    announce.accept(batch.committed());
  }

  /**
   * Applies again, from the recorded positions, what the lost transaction held: first as it is, then from a
   * new file.
   */
  private boolean redo(List<Command<?>> commands) {
    try {
      context.projection().catchUp();
      applyLive(commands);
      return true;
    } catch (SqlFailure | IOException e) {
      WriteContext.LOG.warn("cannot apply the lines again; building the database anew", e);
    }
    try {
      context.rebuild();
      return true;
    } catch (SqlFailure | IOException e) {
      WriteContext.LOG.error("cannot build the database anew", e);
      return false;
    }
  }

  private void applyLive(List<Command<?>> commands) {
    context.sql().update("BEGIN IMMEDIATE");
    commands.forEach(command -> command.applyLive(context.ledger()));
    context.sql().update("COMMIT");
  }

  private void decideAfresh(List<Command<?>> commands, int number, SqlFailure failure) {
    if (isDamage(failure) && number < ATTEMPTS && rebuilt(failure)) {
      attempt(commands, number + 1);
    } else if (commands.size() > 1) {
      for (Command<?> command : commands) {
        attempt(List.of(command), number);
      }
    } else if (number < 2) {
      attempt(commands, number + 1);
    } else {
      failAll(commands, new Broken("the database cannot take this", context.place(),
          "nothing was changed; make room or see the daemon's log", failure));
    }
  }

  private boolean rebuilt(SqlFailure failure) {
    WriteContext.LOG.warn("the database is damaged", failure);
    try {
      context.rebuild();
      return true;
    } catch (SqlFailure | IOException e) {
      WriteContext.LOG.error("cannot build the database anew", e);
      return false;
    }
  }

  private static boolean isDamage(SqlFailure failure) {
    return failure.primaryCode() == SqlFailure.CORRUPT || failure.primaryCode() == SqlFailure.NOT_A_DATABASE;
  }

  /** Somebody moved a file away: puts back what is committed, then writes the batch again. */
  private void bringBack(List<Command<?>> commands, int number, LogMoved moved) {
    try {
      if (number < ATTEMPTS) {
        WriteContext.LOG.warn("a log file was touched by another program: {}", moved.getMessage());
        context.rescue().run(context.logs().file(moved.logName()));
        context.projection().catchUp();
        attempt(commands, number + 1);
        return;
      }
    } catch (IOException | SqlFailure e) {
      moved.addSuppressed(e);
    }
    failAll(commands, notWritten(moved));
  }

  private Broken notWritten(IOException why) {
    return new Broken("cannot write to the log", context.place(), "nothing was changed", why);
  }

  private Broken stop(String what, Exception why) {
    Broken stopped = OutcomeUnknown.because(what, context.place(), why);
    readOnly = stopped;
    WriteContext.LOG.error("the journal writes nothing more", stopped);
    return stopped;
  }

  private static void failAll(List<Command<?>> commands, Broken failure) {
    commands.forEach(command -> command.fail(failure));
  }
}
