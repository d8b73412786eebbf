package thrum.core.projection;

/** Sees every statement before SQLite does. Tests make the n-th one fail here; otherwise nothing listens. */
@FunctionalInterface
public interface StatementProbe {

  StatementProbe NONE = (sql, statement) -> {};

  /** May throw {@link SqlFailure}, or end the transaction behind the caller's back, as SQLite itself does. */
  void before(Sql sql, String statement);
}
