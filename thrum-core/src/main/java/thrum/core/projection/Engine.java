package thrum.core.projection;

import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** The database engine itself, apart from any file. */
public final class Engine {

  private Engine() {}

  /**
   * Loads the engine and its driver, which the first connection of a process otherwise waits for. Changes
   * nothing.
   *
   * @throws SqlFailure it cannot be loaded
   */
  public static void load() {
    try (
        var sql = new Sql(new SQLiteConfig().createConnection("jdbc:sqlite::memory:"), StatementProbe.NONE)) {
      sql.number("SELECT 1");
    } catch (SQLException e) {
      throw SqlFailure.of("loading the engine", e);
    }
  }
}
