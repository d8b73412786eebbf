package thrum.core.agent;

import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.protocol.time.LogTime;

/** Reads columns in which NULL and the empty text both mean that there is nothing (03 §5.3). */
public final class Columns {
  private Columns() {}

  public static @Nullable String text(Row row, int column) {
    var text = row.textOrNull(column);
    return text == null || text.isEmpty() ? null : text;
  }

  public static @Nullable LogTime time(Row row, int column) {
    var text = text(row, column);
    return text == null ? null : LogTime.parse(text);
  }
}
