package thrum.core.projection;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import thrum.core.log.LogFile;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;

/**
 * The new lines of a rewritten file, then what the journal appended behind them: that is applied already, and
 * only
 * its checksum is missing.
 */
final class FreshCourse implements Course {

  private final LogFile file;
  private final FreshLines fresh;
  private int stretch;
  private @Nullable LogReader reader;
  private Position tail;

  FreshCourse(LogFile file, FreshLines fresh) {
    this.file = file;
    this.fresh = fresh;
    this.tail = new Position(fresh.end(), file.inode(), fresh.checksum(), false);
  }

  @Override
  public boolean advance(Consumer<LogLine> apply) throws IOException {
    while (stretch < fresh.stretches()) {
      LogLine line = reader(fresh.from(stretch), fresh.to(stretch)).next();
      if (line != null) {
        apply.accept(line);
        return true;
      }
      close();
      stretch++;
    }
    LogLine line = reader(fresh.end(), Long.MAX_VALUE).next();
    if (line == null) {
      return false;
    }
    tail = tail.after(line.end(), line.crc(), line.length());
    return true;
  }

  @Override
  public long length() {
    long length = 0;
    for (int i = 0; i < fresh.stretches(); i++) {
      length += fresh.to(i) - fresh.from(i);
    }
    return length;
  }

  @Override
  public Position position() {
    return tail;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private LogReader reader(long from, long to) throws IOException {
    if (reader == null) {
      reader = new LogReader(file.path(), from, to);
    }
    return reader;
  }
}
