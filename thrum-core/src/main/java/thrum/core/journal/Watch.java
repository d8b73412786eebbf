package thrum.core.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import thrum.core.log.LogFile;
import thrum.core.log.LogMoved;
import thrum.core.projection.SqlFailure;

/**
 * Looks about once a second whether database and log files are still the ones that are open, and puts back
 * what somebody removed under the running daemon (rulings 65 and 67). Lets purges count whose time has come
 * (ruling 43).
 *
 * <p>An idle daemon must not spend its time on looking: single files are looked at when an entry of their
 * directory changed, and else every tenth time. A batch looks at the files that it appends to in any case.
 */
final class Watch implements Runnable {

  /** After so many rounds everything is looked at. */
  private static final int THOROUGH = 10;

  private final WriteContext context;
  private final BatchWriting writing;
  private final Sweeping sweeping;
  private boolean behind;
  private Map<Path, FileTime> directories = Map.of();
  private int rounds;

  Watch(WriteContext context, BatchWriting writing, Sweeping sweeping) {
    this.context = context;
    this.writing = writing;
    this.sweeping = sweeping;
  }

  @Override
  public void run() {
    look(rounds++ % THOROUGH == 0);
  }

  /** Looks at everything, whatever round it is. */
  void lookAtEverything() {
    look(true);
  }

  private void look(boolean thorough) {
    try {
      if (haveDirectoriesChanged() || thorough) {
        for (LogFile file : new ArrayList<>(context.logs().known())) {
          behind |= !isUntouched(file);
        }
      }
      if (!context.projection().isInPlace()) {
        WriteContext.LOG.warn("the database was moved or removed");
        context.rebuild();
      }
      if (behind) {
        context.projection().catchUp();
        behind = false;
      }
      if (thorough) {
        context.projection().reviewPurges();
        sweeping.look();
      }
      writing.recover();
    } catch (IOException | SqlFailure e) {
      WriteContext.LOG.warn("cannot put back what was removed; trying again", e);
    }
  }

  /** Whether a file was made, replaced or removed in one of the log's directories since the last look. */
  private boolean haveDirectoriesChanged() {
    var now = new HashMap<Path, FileTime>();
    for (LogFile file : context.logs().known()) {
      Path directory = file.path().getParent();
      if (directory != null) now.computeIfAbsent(directory, Watch::changed);
    }
    boolean changed = !now.equals(directories);
    directories = now;
    return changed;
  }

  private static FileTime changed(Path directory) {
    try {
      return Files.getLastModifiedTime(directory);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
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
