package thrum.core.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row that the driver stands at: each column is fetched when it is asked for. */
final class ResultRow extends Row {

  private final ResultSet results;

  ResultRow(ResultSet results) {
    this.results = results;
  }

  @Override
  public @Nullable String textOrNull(int column) {
    try {
      return results.getString(column);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  @Override
  public long number(int column) {
    try {
      return results.getLong(column);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  @Override
  public @Nullable Long numberOrNull(int column) {
    try {
      long number = results.getLong(column);
      return results.wasNull() ? null : number;
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  @Override
  public double real(int column) {
    try {
      return results.getDouble(column);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  private static SqlFailure unreadable(int column, SQLException e) {
    return SqlFailure.of("column " + column, e);
  }
}
