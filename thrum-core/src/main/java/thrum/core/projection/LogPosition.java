package thrum.core.projection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.core.log.PrefixChecksum;

/** The end of what is applied of one log file, carried on line by line as lines are appended. */
public final class LogPosition {

  private final Position position;

  LogPosition(Position position) {
    this.position = position;
  }

  /**
   * The position after one more line.
   *
   * @param line without its newline
   */
  public LogPosition after(byte[] line) {
    var crc = new CRC32C();
    crc.update(line);
    return new LogPosition(position.after(position.offset() + line.length + 1, crc.getValue(), line.length));
  }

  /** The same place in a file that got its inode only now. */
  public LogPosition in(long inode) {
    return new LogPosition(position.in(inode));
  }

  /** Whether the file still starts with the bytes that were applied. */
  public boolean matches(Path file) throws IOException {
    if (position.offset() == 0) {
      return true;
    }
    if (!Files.exists(file)) {
      return false;
    }
    try (var reader = new LogReader(file, 0, position.offset())) {
      long checksum = PrefixChecksum.EMPTY;
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        checksum = PrefixChecksum.next(checksum, line.crc(), line.length());
      }
      return reader.offset() == position.offset() && checksum == position.checksum();
    }
  }

  Position position() {
    return position;
  }
}
