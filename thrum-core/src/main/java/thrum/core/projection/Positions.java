package thrum.core.projection;

import java.util.HashMap;
import java.util.Map;

/** The table of {@link Position}s by log file name. */
public final class Positions {

  private Positions() {}

  static Map<String, Position> all(Sql sql) {
    var positions = new HashMap<String, Position>();
    sql.each("SELECT file, \"offset\", inode, checksum, rewritten FROM log_positions",
        row -> positions.put(row.text(1),
            new Position(row.number(2), row.number(3), row.number(4), row.flag(5))));
    return positions;
  }

  /** Records how far a file was applied; a set mark stays. */
  static void advance(Sql sql, String file, Position position) {
    sql.update(
        """
            INSERT INTO log_positions (file, "offset", size, inode, checksum, rewritten) VALUES (?, ?, ?, ?, ?, 0)
            ON CONFLICT (file) DO UPDATE SET "offset" = excluded."offset", size = excluded.size, inode = excluded.inode,
              checksum = excluded.checksum""",
        file, position.offset(), position.offset(), position.inode(), position.checksum());
  }

  /** Records that a file was applied whole; clears the mark. */
  static void settle(Sql sql, String file, Position position) {
    advance(sql, file, position);
    sql.update("UPDATE log_positions SET rewritten = 0 WHERE file = ?", file);
  }

  /** Marks a file as about to be rewritten; in a transaction of its own, before the rename (ruling 63). */
  public static void markRewritten(Sql sql, String file) {
    sql.update("""
        INSERT INTO log_positions (file, "offset", size, inode, checksum, rewritten) VALUES (?, 0, 0, 0, ?, 1)
        ON CONFLICT (file) DO UPDATE SET rewritten = 1""",
        file, Position.START.checksum());
  }

  static void forget(Sql sql, String file) {
    sql.update("DELETE FROM log_positions WHERE file = ?", file);
  }
}
