package thrum.core.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All log files by name. Only the journal's thread uses it, but for the committed lengths. */
public final class LogFiles implements Closeable {

  /** Files held open at once; each takes two descriptors. */
  private static final int OPEN_FILES = 100;

  private final LogLayout layout;
  private final Disk disk;
  private final ConcurrentMap<String, LogFile> files = new ConcurrentHashMap<>();

  /** Takes every file that exists as committed in its present length. */
  public LogFiles(LogLayout layout, Disk disk) throws IOException {
    this.layout = layout;
    this.disk = disk;
    for (String name : layout.files()) {
      file(name);
    }
  }

  public LogLayout layout() {
    return layout;
  }

  public Disk disk() {
    return disk;
  }

  public Collection<LogFile> known() {
    return files.values();
  }

  /** The file of that name, which need not exist yet. */
  public LogFile file(String name) throws IOException {
    LogFile known = files.get(name);
    if (known == null) {
      known = new LogFile(name, layout.path(name), disk);
      files.put(name, known);
    }
    return known;
  }

  /** Committed length of each existing file; committer, rewrites and backup read no further (ruling 65). */
  public Map<Path, Long> committedLengths() {
    var lengths = new HashMap<Path, Long>();
    for (LogFile file : files.values()) {
      if (file.inode() != 0) {
        lengths.put(file.path(), file.committed());
      }
    }
    return lengths;
  }

  /** Closes files when too many are open. Call between two batches. */
  public void trim() throws IOException {
    long open = files.values().stream().filter(LogFile::isOpen).count();
    for (LogFile file : files.values()) {
      if (open <= OPEN_FILES) {
        return;
      }
      if (file.isOpen()) {
        file.close();
        open--;
      }
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (LogFile file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        failure = Objects.requireNonNullElse(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
