package thrum.core.projection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Broken;

/** A query on its way to a reading thread and back. */
final class ReadTask<R> {

  private static final Duration INSIST = Duration.ofMillis(5);

  private final Function<Sql, R> query;
  private final CompletableFuture<R> result = new CompletableFuture<>();
  private @Nullable Sql running;
  private boolean abandoned;
  private boolean retried;

  ReadTask(Function<Sql, R> query) {
    this.query = query;
  }

  /** Waits for the result. What the query threw is thrown here. */
  R await() {
    try {
      return result.get();
    } catch (InterruptedException e) {
      abandon();
      Thread.currentThread().interrupt();
      throw new Broken("the query was given up", "its caller was interrupted", "", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Runs on a reading thread.
   *
   * @throws SqlFailure when the connection may be the reason
   */
  void run(Sql sql) {
    if (!begin(sql)) {
      return;
    }
    try {
      sql.update("BEGIN");
      R value = query.apply(sql);
      sql.update("COMMIT");
      result.complete(value);
    } catch (SqlFailure e) {
      throw e;
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      sql.update("ROLLBACK");
    } finally {
      end();
    }
  }

  /** Whether a fresh connection might help: the file may have been replaced under the old one. */
  boolean mayRetry(SqlFailure failure) {
    boolean fileIsOdd = switch (failure.primaryCode()) {
      case SqlFailure.CORRUPT, SqlFailure.NOT_A_DATABASE, SqlFailure.IO_ERROR, 14 -> true;
      default -> false;
    };
    boolean first = !retried;
    retried = true;
    return fileIsOdd && first;
  }

  boolean isRetry() {
    return retried;
  }

  void fail(RuntimeException failure) {
    result.completeExceptionally(failure);
  }

  private synchronized boolean begin(Sql sql) {
    running = abandoned ? null : sql;
    return !abandoned;
  }

  private synchronized void end() {
    running = null;
  }

  /**
   * Waits for the query to end, which takes a moment. SQLite forgets an interruption that comes between two
   * statements, so it is told again until then.
   */
  private void abandon() {
    while (!isOver()) {
      LockSupport.parkNanos(INSIST.toNanos());
    }
  }

  /** Keeps the query from starting, or breaks off what it does now; true when nothing of it runs. */
  private synchronized boolean isOver() {
    abandoned = true;
    if (running == null) {
      return true;
    }
    running.interrupt();
    return false;
  }
}
