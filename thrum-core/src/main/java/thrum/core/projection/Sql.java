package thrum.core.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(64, 0.75f, true);
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
        results -> results.next() ? Optional.of(reader.read(new ResultRow(results))) : Optional.empty());
  }

  /** All rows, read, in the query's order. */
  public <T> List<T> all(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    return query(sql, arguments, results -> {
      var read = new ArrayList<T>();
      var row = new ResultRow(results);
      while (results.next()) {
        read.add(reader.read(row));
      }
      return read;
    });
  }

  /** As {@link #all}, for a page of rows. */
  public <T> List<T> all(PackedQuery packed, RowReader<T> reader, @Nullable Object... arguments) {
    return query(packed.text(), arguments, results -> {
      results.next();
      return PackedRow.readAll(results.getBytes(1), reader);
    });
  }

  /** Shows each row to the visitor without keeping any. The visitor may run other statements. */
  public void each(String sql, RowVisitor visitor, @Nullable Object... arguments) {
    query(sql, arguments, results -> {
      var row = new ResultRow(results);
      while (results.next()) {
        visitor.visit(row);
      }
      return true;
    });
  }

  /** The first column of the first row as a number; 0 when there is no row or the column is NULL. */
  public long number(String sql, @Nullable Object... arguments) {
    return query(sql, arguments, results -> results.next() ? results.getLong(1) : 0L);
  }

  /** Runs a statement that gives no rows and returns how many rows it changed. */
  public int update(String sql, @Nullable Object... arguments) {
    probe.before(this, sql);
    PreparedStatement statement = take(sql);
    boolean done = false;
    try {
      bind(statement, arguments);
      int changed = statement.executeUpdate();
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

  private <T> T query(String sql, @Nullable Object[] arguments, ResultUse<T> use) {
    probe.before(this, sql);
    PreparedStatement statement = take(sql);
    boolean done = false;
    try {
      bind(statement, arguments);
      try (ResultSet results = statement.executeQuery()) {
        T value = use.of(results);
        done = true;
        return value;
      }
    } catch (SQLException e) {
      throw SqlFailure.of(sql, e);
    } finally {
      giveBack(sql, statement, done);
    }
  }

  /** A statement leaves the cache while it is in use, so that a visitor may run the same text again. */
  private PreparedStatement take(String sql) {
    PreparedStatement kept = idle.remove(sql);
    if (kept != null) {
      return kept;
    }
    try {
      return connection.prepareStatement(sql);
    } catch (SQLException e) {
      throw SqlFailure.of(sql, e);
    }
  }

  /** The driver finalises a statement that failed; such a one must not be used again. */
  private void giveBack(String sql, PreparedStatement statement, boolean usable) {
    if (!usable) {
      close(statement);
      return;
    }
    close(idle.put(sql, statement));
    if (idle.size() > KEPT_STATEMENTS) {
      var eldest = idle.entrySet().iterator();
      PreparedStatement dropped = eldest.next().getValue();
      eldest.remove();
      close(dropped);
    }
  }

  private static void close(@Nullable PreparedStatement statement) {
    if (statement == null) {
      return;
    }
    try {
      statement.close();
    } catch (SQLException e) {
      throw SqlFailure.of("closing a statement", e);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      int position = i + 1;
      switch (arguments[i]) {
        case null -> statement.setObject(position, null);
        case String text -> statement.setString(position, text);
        case Long number -> statement.setLong(position, number);
        case Integer number -> statement.setInt(position, number);
        case Boolean flag -> statement.setInt(position, flag ? 1 : 0);
        case Double real -> statement.setDouble(position, real);
        case byte[] bytes -> statement.setBytes(position, bytes);
        case Object other -> throw new IllegalArgumentException(
            "argument " + position + " is a " + other.getClass().getName() + ", not text, a number or null");
      }
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

  @FunctionalInterface
  private interface ResultUse<T> {
    T of(ResultSet results) throws SQLException;
  }
}
