package thrum.core.message;

import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.message.Body;
import thrum.protocol.time.LogTime;

/** Columns of the message tables as values of the protocol. */
final class Columns {

  private Columns() {}

  static @Nullable ThreadId thread(Row row, int column) {
    var text = row.textOrNull(column);
    return text == null ? null : new ThreadId(text);
  }

  static @Nullable MessageId message(Row row, int column) {
    var text = row.textOrNull(column);
    return text == null ? null : new MessageId(text);
  }

  /** Three columns: format, content, structured payload. */
  static Body body(Row row, int firstColumn) {
    return new Body(row.text(firstColumn), row.text(firstColumn + 1), row.textOrNull(firstColumn + 2));
  }

  static LogTime time(Row row, int column) {
    return LogTime.parse(row.text(column));
  }

  static @Nullable LogTime timeOrNull(Row row, int column) {
    var text = row.textOrNull(column);
    return text == null ? null : LogTime.parse(text);
  }
}
