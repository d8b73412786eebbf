package thrum.core.log;

import java.io.IOException;
import java.io.Serial;

/** Somebody else removed, replaced, shortened or extended a log file under the journal. */
public final class LogMoved extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final String logName;

  LogMoved(String logName, String what) {
    super(logName + " " + what);
    this.logName = logName;
  }

  /** The file's name in its {@link LogLayout}. */
  public String logName() {
    return logName;
  }
}
