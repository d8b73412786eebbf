package thrum.core.projection;

/** What tells our database from any other (ruling 75). */
final class DatabaseMark {

  /** "Thrm" in ASCII, in the file's header. */
  static final int APPLICATION_ID = 0x5468_726d;

  private DatabaseMark() {}

  static void set(Sql sql) {
    sql.update("PRAGMA application_id = " + APPLICATION_ID);
    sql.update("PRAGMA user_version = " + Schema.revision());
  }

  static boolean isOurs(Sql sql) {
    return sql.number("PRAGMA application_id") == APPLICATION_ID;
  }

  /** Whether the tables have the columns and indexes of this version of the program. */
  static boolean isCurrent(Sql sql) {
    return sql.number("PRAGMA user_version") == Schema.revision();
  }
}
