package thrum.core.projection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;

/** Every line from a position on. */
final class WholeCourse implements Course {

  private final LogReader reader;
  private final long length;
  private Position position;

  WholeCourse(Path file, Position start) throws IOException {
    this.length = Math.max(0, Files.size(file) - start.offset());
    this.position = start;
    this.reader = new LogReader(file, start.offset(), Long.MAX_VALUE);
  }

  @Override
  public boolean advance(Consumer<LogLine> apply) throws IOException {
    LogLine line = reader.next();
    if (line == null) {
      return false;
    }
    apply.accept(line);
    position = position.after(line.end(), line.crc(), line.length());
    return true;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
