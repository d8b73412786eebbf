package thrum.core.projection;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * A prepared statement, run through the core of the driver. JDBC's own layer above that asks for the names of
 * all columns before each query and copies each text twice, which takes longer than SQLite does.
 */
final class PreparedSql {

  private static final int ROW = 100;
  private static final int DONE = 101;

  private final PreparedStatement owner;
  private final CoreStatement statement;
  private final DB database;
  private final long pointer;

  PreparedSql(PreparedStatement prepared) throws SQLException {
    owner = prepared;
    statement = (CoreStatement) prepared;
    database = statement.getDatabase();
    pointer = statement.pointer.safeRunLong((ignored, address) -> address);
  }

  /** Runs it and returns how many rows it changed. */
  int update(@Nullable Object[] arguments) throws SQLException {
    return (int) database.executeUpdate(statement, values(arguments));
  }

  /** Begins a query; false when it has no row. Whatever comes of it, {@link #end} has to follow. */
  boolean first(@Nullable Object[] arguments) throws SQLException {
    return database.execute(statement, values(arguments));
  }

  /** Goes on to the next row; false when there is none. */
  boolean next() throws SQLException {
    int code = database.step(pointer);
    if (code != ROW && code != DONE) {
      database.throwex(code);
    }
    return code == ROW;
  }

  /** The row that the query is at, to be read until {@link #next}. */
  Row row() {
    return new Row(database, pointer);
  }

  void end() throws SQLException {
    if (!statement.pointer.isClosed()) {
      database.reset(pointer);
    }
  }

  void close() throws SQLException {
    owner.close();
  }

  /** In the types that the driver's core takes. */
  private static @Nullable Object[] values(@Nullable Object[] arguments) {
    var values = new @Nullable Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument instanceof Boolean flag) {
        values[i] = flag ? 1 : 0;
      } else if (argument == null || argument instanceof String || argument instanceof Long
          || argument instanceof Integer || argument instanceof Double || argument instanceof byte[]) {
        values[i] = argument;
      } else {
        throw new IllegalArgumentException("argument " + (i + 1) + " is a " + argument.getClass().getName()
            + ", not text, a number or null");
      }
    }
    return values;
  }
}
