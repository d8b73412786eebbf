package thrum.core.projection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteConfig;

/**
 * A database beside the projection that holds nothing of its own: made of what the projection has, and made
 * again when it is gone. It has a file and a writer to itself, so that filling it keeps no writer of the
 * projection waiting.
 */
public final class SideDatabase {

  /** KiB; negative as SQLite wants it. */
  private static final int WRITER_CACHE = -2000;

  /** KiB that a reader keeps of it, when it comes to that many. */
  private static final int READER_CACHE = -32_000;

  private SideDatabase() {}

  /** Opens it for writing, empty when there was none. For one thread, as every {@link Sql}. */
  public static Sql open(Path file) {
    var config = Connections.common(WRITER_CACHE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    return Connections.open(file, config, StatementProbe.NONE);
  }

  /**
   * Lets statements of a reading connection use the tables of it as {@code name.table}; it must be open for
   * writing already. What was attached under the name before is let go.
   */
  public static void attach(Sql reader, Path file, String name) {
    if (reader.number("SELECT count(*) FROM pragma_database_list WHERE name = ?", name) != 0) {
      reader.update("DETACH " + name);
    }
    reader.update("ATTACH ? AS " + name, Connections.address(file));
    reader.update("PRAGMA " + name + ".cache_size = " + READER_CACHE);
  }

  /** Removes it with what belongs to it; nobody may have it open for writing. */
  public static void remove(Path file) throws IOException {
    for (String suffix : new String[]{"", "-wal", "-shm", "-journal"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
  }
}
