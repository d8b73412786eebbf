package thrum.core.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/**
 * Statements over one SQLite connection. Not thread-safe: a connection belongs to one thread. Statements are
 * prepared
 * once and kept, so their text should be constant and values should come as arguments: text, whole numbers,
 * booleans
 * (stored as 0 and 1), real numbers, bytes or null. Every failure is a {@link SqlFailure}.
 */
public final class Sql implements AutoCloseable {

  /** Prepared statements kept per connection; the least recently used goes first. */
  private static final int KEPT_STATEMENTS = 500;

  private final Connection connection;
  private final StatementProbe probe;
  private final Map<String, PreparedSql> idle = new LinkedHashMap<>(64, 0.75f, true);
  private final Rollbacks rollbacks = new Rollbacks();

  /**
   * Transactions are begun and ended by statements of our own. The driver is told that one is always open:
   * else it would try to begin and commit another after each change.
   *
   * @throws SQLException when the connection is not usable
   */
  Sql(Connection connection, StatementProbe probe) throws SQLException {
    this.connection = connection;
    this.probe = probe;
    connection.setAutoCommit(false);
    connection.unwrap(SQLiteConnection.class).addCommitListener(rollbacks);
    update("ROLLBACK"); // the one that the driver has begun
  }

  /**
   * How many transactions were rolled back on this connection so far: by a statement, or by SQLite itself,
   * which may do so when a statement fails (ruling 64).
   */
  public long rollbacks() {
    return rollbacks.count;
  }

  /** The first row, read; empty when there is none. */
  public <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    return query(sql, arguments,
        (rows, found) -> found ? Optional.of(reader.read(rows.row())) : Optional.empty());
  }

  /** All rows, read, in the query's order. */
  public <T> List<T> all(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    return query(sql, arguments, (rows, found) -> {
      var read = new ArrayList<T>();
      var row = rows.row();
      for (boolean more = found; more; more = rows.next()) {
        read.add(reader.read(row));
      }
      return read;
    });
  }

  /** Shows each row to the visitor without keeping any. The visitor may run other statements. */
  public void each(String sql, RowVisitor visitor, @Nullable Object... arguments) {
    query(sql, arguments, (rows, found) -> {
      var row = rows.row();
      for (boolean more = found; more; more = rows.next()) {
        visitor.visit(row);
      }
      return true;
    });
  }

  /** The first column of the first row as a number; 0 when there is no row or the column is NULL. */
  public long number(String sql, @Nullable Object... arguments) {
    return query(sql, arguments, (rows, found) -> found ? rows.row().number(1) : 0L);
  }

  /** Runs a statement that gives no rows and returns how many rows it changed. */
  public int update(String sql, @Nullable Object... arguments) {
    probe.before(this, sql);
    PreparedSql statement = take(sql);
    boolean done = false;
    try {
      int changed = statement.update(arguments);
      done = true;
      return changed;
    } catch (SQLException e) {
      throw SqlFailure.of(sql, e);
    } finally {
      giveBack(sql, statement, done);
    }
  }

  /** Breaks off the statement that runs now; any thread may call this. */
  void interrupt() {
    try {
      connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    } catch (SQLException e) {
      throw SqlFailure.of("breaking off a statement", e);
    }
  }

  @Override
  public void close() {
    idle.clear();
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqlFailure.of("closing the database", e);
    }
  }

  private <T> T query(String sql, @Nullable Object[] arguments, RowsUse<T> use) {
    probe.before(this, sql);
    PreparedSql statement = take(sql);
    boolean done = false;
    try {
      T value = use.of(statement, statement.first(arguments));
      statement.end();
      done = true;
      return value;
    } catch (SQLException e) {
      throw SqlFailure.of(sql, e);
    } finally {
      giveBack(sql, statement, done);
    }
  }

  /** A statement leaves the cache while it is in use, so that a visitor may run the same text again. */
  private PreparedSql take(String sql) {
    PreparedSql kept = idle.remove(sql);
    if (kept != null) {
      return kept;
    }
    try {
      return new PreparedSql(connection.prepareStatement(sql));
    } catch (SQLException e) {
      throw SqlFailure.of(sql, e);
    }
  }

  /** One that failed is not used again: the driver may have finalised it. */
  private void giveBack(String sql, PreparedSql statement, boolean usable) {
    if (!usable) {
      close(statement);
      return;
    }
    close(idle.put(sql, statement));
    if (idle.size() > KEPT_STATEMENTS) {
      var eldest = idle.entrySet().iterator();
      PreparedSql dropped = eldest.next().getValue();
      eldest.remove();
      close(dropped);
    }
  }

  private static void close(@Nullable PreparedSql statement) {
    if (statement == null) {
      return;
    }
    try {
      statement.close();
    } catch (SQLException e) {
      throw SqlFailure.of("closing a statement", e);
    }
  }

  /** Told by SQLite on the connection's own thread. */
  private static final class Rollbacks implements SQLiteCommitListener {
    private long count;

    @Override
    public void onCommit() {
      // Who commits knows.
    }

    @Override
    public void onRollback() {
      count++;
    }
  }

  /** Reads the rows of a query that stands at its first one, if one was found. */
  @FunctionalInterface
  private interface RowsUse<T> {
    T of(PreparedSql rows, boolean found) throws SQLException;
  }
}
