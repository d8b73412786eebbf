package thrum.core.projection;

import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * SQLite refused a statement. Keeps SQLite's result code, which tells a full disk from a broken constraint.
 */
public final class SqlFailure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Primary result codes of SQLite that the write path has to tell apart. */
  public static final int BUSY = 5;
  public static final int NO_MEMORY = 7;
  public static final int INTERRUPTED = 9;
  public static final int IO_ERROR = 10;
  public static final int CORRUPT = 11;
  public static final int FULL = 13;
  public static final int CONSTRAINT = 19;
  public static final int NOT_A_DATABASE = 26;

  private final int code;

  public SqlFailure(int code, String what, @Nullable Throwable cause) {
    super(what, cause);
    this.code = code;
  }

  static SqlFailure of(String what, SQLException cause) {
    return new SqlFailure(cause.getErrorCode(), what + ": " + cause.getMessage(), cause);
  }

  /** SQLite's result code, extended where SQLite gave an extended one. */
  public int code() {
    return code;
  }

  /** The primary result code: one of the constants of this class, or another of SQLite's. */
  public int primaryCode() {
    return code & 0xff;
  }
}
