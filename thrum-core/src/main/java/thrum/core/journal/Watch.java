package thrum.core.journal;

import java.io.IOException;
import java.util.ArrayList;
import thrum.core.log.LogFile;
import thrum.core.log.LogMoved;
import thrum.core.projection.SqlFailure;

/**
 * Looks about once a second whether database and log files are still the ones that are open, and puts back
 * what somebody
 * removed under the running daemon (rulings 65 and 67). Lets purges count whose time has come (ruling 43).
 */
final class Watch implements Runnable {

  private final WriteContext context;
  private final BatchWriting writing;
  private boolean behind;

  Watch(WriteContext context, BatchWriting writing) {
    this.context = context;
    this.writing = writing;
  }

  @Override
  public void run() {
    try {
      for (LogFile file : new ArrayList<>(context.logs().known())) {
        behind |= !isUntouched(file);
      }
      if (!context.projection().isInPlace()) {
        WriteContext.LOG.warn("the database was moved or removed");
        context.rebuild();
      }
      if (behind) {
        context.projection().catchUp();
        behind = false;
      }
      context.projection().reviewPurges();
      writing.recover();
    } catch (IOException | SqlFailure e) {
      WriteContext.LOG.warn("cannot put back what was removed; trying again", e);
    }
  }

  private boolean isUntouched(LogFile file) throws IOException {
    try {
      file.requireUnchanged();
      return true;
    } catch (LogMoved e) {
      WriteContext.LOG.warn("a log file was touched by another program: {}", e.getMessage());
      context.rescue().run(file);
      return false;
    }
  }
}
