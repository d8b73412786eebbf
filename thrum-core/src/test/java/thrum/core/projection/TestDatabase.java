package thrum.core.projection;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** Opens a projection of its own for a test of another room. */
public final class TestDatabase {

  private TestDatabase() {}

  /** A database file with all tables, made when it is not there. */
  public static Sql open(Path file) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    try {
      var sql = new Sql(config.createConnection("jdbc:sqlite:" + file), StatementProbe.NONE);
      if (sql.number("SELECT count(*) FROM sqlite_master") == 0) {
        sql.update("BEGIN");
        Schema.create(sql);
        sql.update("COMMIT");
      }
      return sql;
    } catch (SQLException e) {
      throw SqlFailure.of("opening " + file, e);
    }
  }
}
