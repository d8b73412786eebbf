package thrum.core.projection;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;

/**
 * The current row of a query, while the query runs. Columns count from 1; an absent number reads as 0.
 */
public final class Row {

  private final DB database;
  private final long statement;

  Row(DB database, long statement) {
    this.database = database;
    this.statement = statement;
  }

  /** The column's text; a NULL reads as the empty string. */
  public String text(int column) {
    String text = textOrNull(column);
    return text == null ? "" : text;
  }

  /** Read as bytes, which the driver hands over with fewer copies than text. */
  public @Nullable String textOrNull(int column) {
    try {
      byte[] bytes = database.column_blob(statement, column - 1);
      return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  public long number(int column) {
    try {
      return database.column_long(statement, column - 1);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  /** The column's number, or null where the column is NULL. */
  public @Nullable Long numberOrNull(int column) {
    try {
      return database.column_type(statement, column - 1) == Codes.SQLITE_NULL ? null : number(column);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  public double real(int column) {
    try {
      return database.column_double(statement, column - 1);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  /** True for any number but 0. */
  public boolean flag(int column) {
    return number(column) != 0;
  }

  private static SqlFailure unreadable(int column, SQLException e) {
    return SqlFailure.of("column " + column, e);
  }
}
