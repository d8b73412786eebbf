package thrum.core.projection;

import java.time.Duration;

/** Ways to cut a replay into transactions. */
final class Transactions {

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
    };
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
    };
  }
}
