package thrum.core.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The current row of a query. Columns count from 1; an absent number reads as 0. */
public final class Row {

  private final ResultSet results;

  Row(ResultSet results) {
    this.results = results;
  }

  /** The column's text; a NULL reads as the empty string. */
  public String text(int column) {
    String text = textOrNull(column);
    return text == null ? "" : text;
  }

  public @Nullable String textOrNull(int column) {
    try {
      return results.getString(column);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  public long number(int column) {
    try {
      return results.getLong(column);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  /** The column's number, or null where the column is NULL. */
  public @Nullable Long numberOrNull(int column) {
    try {
      long number = results.getLong(column);
      return results.wasNull() ? null : number;
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  public double real(int column) {
    try {
      return results.getDouble(column);
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
