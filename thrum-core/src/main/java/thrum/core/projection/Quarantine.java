package thrum.core.projection;

import java.time.InstantSource;
import thrum.protocol.time.LogTime;

/**
 * Runs the effects of one line so that a failure undoes them, is recorded, and stops nobody (03 §5.4). What
 * is wrong
 * with the database rather than with the line is not kept back: SQLite may have ended the transaction (ruling
 * 64).
 */
record Quarantine(Sql sql, InstantSource clock) {

  private static final int TOO_BIG = 18;
  private static final int MISMATCH = 20;

  Applied run(String eventId, Runnable effects) {
    sql.update("SAVEPOINT effects");
    var applied = Applied.WHOLE;
    try {
      effects.run();
    } catch (SqlFailure failure) {
      if (!isAboutTheValues(failure)) {
        throw failure;
      }
      applied = undo(eventId, failure);
    } catch (RuntimeException failure) {
      applied = undo(eventId, failure);
    }
    sql.update("RELEASE effects");
    return applied;
  }

  /** Another line stands for this id now: it gets its own chance. */
  void lift(String eventId) {
    sql.update("DELETE FROM quarantine WHERE event_id = ?", eventId);
  }

  private Applied undo(String eventId, RuntimeException failure) {
    sql.update("ROLLBACK TO effects");
    sql.update("INSERT OR REPLACE INTO quarantine (event_id, reason, first_seen) VALUES (?, ?, ?)", eventId,
        failure.toString(), LogTime.of(clock.instant()).text());
    return Applied.WITHOUT_EFFECT;
  }

  private static boolean isAboutTheValues(SqlFailure failure) {
    return switch (failure.primaryCode()) {
      case SqlFailure.CONSTRAINT, TOO_BIG, MISMATCH -> true;
      default -> false;
    };
  }
}
