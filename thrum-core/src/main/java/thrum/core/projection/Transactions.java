package thrum.core.projection;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ways to cut a replay into transactions. */
final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private Transactions() {}

  /** A transaction every so many looks; for nobody who waits. */
  static Replay.Steps each(Sql sql, int looks) {
    return new Replay.Steps() {
      private int left;

      @Override
      public void begin() {
        left = looks;
        sql.update("BEGIN IMMEDIATE");
      }

      @Override
      public boolean goesOn() {
        return --left > 0;
      }

      @Override
      public void commit() {
        sql.update("COMMIT");
      }

      @Override
      public void abandon() {
        rollBack(sql);
      }
    };
  }

  /** Ends a transaction that may have ended by itself. */
  static void rollBack(Sql sql) {
    try {
      sql.update("ROLLBACK");
    } catch (SqlFailure e) {
      LOG.debug("the transaction had ended already", e);
    }
  }

  /** A transaction of about that length. */
  static Replay.Steps within(Sql sql, Duration length) {
    return new Replay.Steps() {
      private long begun;

      @Override
      public void begin() {
        begun = System.nanoTime();
        sql.update("BEGIN IMMEDIATE");
      }

      @Override
      public boolean goesOn() {
        return System.nanoTime() - begun < length.toNanos();
      }

      @Override
      public void commit() {
        sql.update("COMMIT");
      }

      @Override
      public void abandon() {
        rollBack(sql);
      }
    };
  }
}
