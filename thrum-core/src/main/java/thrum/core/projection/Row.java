package thrum.core.projection;

import org.jspecify.annotations.Nullable;

/** The current row of a query. Columns count from 1; an absent number reads as 0. */
public abstract sealed class Row permits ResultRow, PackedRow {

  /** The column's text; a NULL reads as the empty string. */
  public final String text(int column) {
    String text = textOrNull(column);
    return text == null ? "" : text;
  }

  public abstract @Nullable String textOrNull(int column);

  public abstract long number(int column);

  /** The column's number, or null where the column is NULL. */
  public abstract @Nullable Long numberOrNull(int column);

  public abstract double real(int column);

  /** True for any number but 0. */
  public final boolean flag(int column) {
    return number(column) != 0;
  }
}
