package thrum.core.projection;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Broken;

/**
 * A few platform threads that each hold a read-only connection. Callers on virtual threads hand their queries
 * over,
 * because a native call would block their carrier. Every query sees one state of the database, and never
 * waits for the
 * writer.
 */
public final class ReadPool implements AutoCloseable {

  private final Path file;
  private final BlockingQueue<ReadTask<?>> tasks = new LinkedBlockingQueue<>();
  private final AtomicLong generation = new AtomicLong();
  private final Thread[] threads;
  private volatile boolean closed;

  public ReadPool(String name, Path file, int size) {
    this.file = file;
    threads = new Thread[size];
    for (int i = 0; i < size; i++) {
      threads[i] = Thread.ofPlatform().name(name + "-" + (i + 1)).daemon().start(this::serve);
    }
  }

  /**
   * Runs a query and returns its result. An interrupted caller leaves at once, and its query is broken off.
   */
  public <R> R read(Function<Sql, R> query) {
    if (closed) {
      throw new Broken("the store is closed", file.toString(), "");
    }
    var task = new ReadTask<>(query);
    tasks.add(task);
    if (closed) {
      failRest();
    }
    return task.await();
  }

  /** The file was replaced: every thread opens it anew before its next query. */
  public void renew() {
    generation.incrementAndGet();
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      thread.interrupt();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= !join(thread);
    }
    failRest();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean join(Thread thread) {
    try {
      thread.join();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void failRest() {
    for (ReadTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
      task.fail(new Broken("the store is closed", file.toString(), ""));
    }
  }

  private void serve() {
    Sql sql = null;
    long opened = -1;
    try {
      while (!closed) {
        ReadTask<?> task = tasks.take();
        long current = generation.get();
        if (sql != null && (opened != current || task.isRetry())) {
          close(sql);
          sql = null;
        }
        sql = run(task, sql);
        opened = current;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing; the thread ends
    } finally {
      close(sql);
    }
  }

  /** Gives back the connection, or null when it should not be used again. */
  private @Nullable Sql run(ReadTask<?> task, @Nullable Sql kept) {
    Sql sql = kept;
    try {
      if (sql == null) {
        sql = Connections.reader(file);
      }
      task.run(sql);
      return sql;
    } catch (SqlFailure e) {
      close(sql);
      if (task.mayRetry(e)) {
        tasks.add(task);
      } else {
        task.fail(e);
      }
      return null;
    }
  }

  private static void close(@Nullable Sql sql) {
    if (sql != null) {
      sql.close();
    }
  }
}
