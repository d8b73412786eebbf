package thrum.core.projection;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to a database file, each for its purpose (03 §5.1). */
final class Connections {

  private static final int BUSY_MILLIS = 5000;

  /** Pages of 4 KiB; negative numbers are KiB. */
  private static final int WRITER_CACHE = -8000;
  private static final int READER_CACHE = -4000;
  private static final int BUILDER_CACHE = -48_000;

  /**
   * Pages in the write-ahead log before a commit waits for a checkpoint; {@link Checkpoints} usually come
   * first.
   */
  private static final int MOST_PAGES = 10_000;

  /** Bytes that the write-ahead log keeps on disk when it starts over. */
  private static final int KEPT_LOG = 32 << 20;

  private Connections() {}

  /** The one connection that writes. */
  static Sql writer(Path file, StatementProbe probe) {
    var config = common(WRITER_CACHE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY); // holds the pages that savepoints copy
    Sql sql = open(file, config, probe);
    sql.number("PRAGMA wal_autocheckpoint = " + MOST_PAGES);
    sql.number("PRAGMA journal_size_limit = " + KEPT_LOG);
    return sql;
  }

  /** Moves pages from the write-ahead log into a database that the writer holds open. */
  static Sql checkpointer(Path file) {
    var config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.READWRITE);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    return open(file, config, StatementProbe.NONE);
  }

  /** One of those that only read; the database must be open for writing already. */
  static Sql reader(Path file) {
    var config = common(READER_CACHE);
    config.setReadOnly(true);
    return open(file, config, StatementProbe.NONE);
  }

  /** Looks at a file of unknown origin without changing its settings. */
  static Sql inspector(Path file) {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    return open(file, config, StatementProbe.NONE);
  }

  /** Fills a new file that nobody else sees: nothing is forced until it is finished. */
  static Sql builder(Path file, StatementProbe probe) {
    var config = common(BUILDER_CACHE);
    config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    return open(file, config, probe);
  }

  static SQLiteConfig common(int cache) {
    var config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(cache);
    config.setTempStore(SQLiteConfig.TempStore.FILE);
    config.setGetGeneratedKeys(false); // the driver would run another query after each insertion
    return config;
  }

  static Sql open(Path file, SQLiteConfig config, StatementProbe probe) {
    try {
      return new Sql(config.createConnection("jdbc:sqlite:" + address(file)), probe);
    } catch (SQLException e) {
      throw SqlFailure.of("opening " + file, e);
    }
  }

  /** As a URI, because the driver takes what follows a {@code ?} in a plain path for options. */
  static String address(Path file) {
    return "file:" + file.toAbsolutePath().toUri().getRawPath();
  }
}
