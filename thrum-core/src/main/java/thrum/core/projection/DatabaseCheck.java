package thrum.core.projection;

import java.util.Set;

/** Decides whether a database that was found can be used (03 §5.3, rulings 2, 66, 75). */
sealed interface DatabaseCheck {

  /** The tables are ours and as we left them. */
  record Usable() implements DatabaseCheck {}

  /** Another program's, or of another number; it may hold what somebody wants to keep. */
  record Foreign(long version) implements DatabaseCheck {}

  /** Damaged, outdated, or written to by somebody else. */
  record Unusable(String why) implements DatabaseCheck {}

  /**
   * What SQLite says of a file that is no database or a broken one; anything else is a failure of the
   * machine.
   */
  Set<Integer> DAMAGE = Set.of(1, SqlFailure.CORRUPT, 14, 20, 24, SqlFailure.NOT_A_DATABASE);

  static DatabaseCheck of(DatabaseFile file) {
    try (Sql sql = Connections.inspector(file.path())) {
      if (!DatabaseMark.isOurs(sql)) {
        return new Foreign(version(sql));
      }
      long version = version(sql);
      if (version != Schema.VERSION) {
        return new Foreign(version);
      }
      if (!DatabaseMark.isCurrent(sql)) {
        return new Unusable("made by another build of this program");
      }
      return ProjectionState.read(sql).agreesWith(sql)
          ? new Usable()
          : new Unusable("another program wrote to it");
    } catch (SqlFailure e) {
      if (DAMAGE.contains(e.primaryCode())) {
        return new Unusable(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static long version(Sql sql) {
    boolean numbered = sql.number(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'") > 0;
    return numbered ? sql.number("SELECT max(version) FROM schema_version") : 0;
  }
}
