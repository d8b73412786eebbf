package thrum.core.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Splits a file into whole lines. A last piece without a newline is not a line: it is still being written, or
 * torn.
 * Blank lines are given too, because positions and checksums count them. Memory follows the longest line, not
 * the file.
 */
public final class LogReader implements Closeable {

  /** Longer lines are given without their bytes; nothing that reads this log may depend on one (04 §2.4). */
  public static final int LONGEST_LINE = 4 << 20;

  private static final int CHUNK = 128 << 10;

  private final FileChannel channel;
  private final long to;
  private final CRC32C crc = new CRC32C();
  private final byte[] chunk = new byte[CHUNK];
  private int next;
  private int filled;
  private long readFrom;
  private byte[] line = new byte[4096];
  private int kept;
  private long length;
  private long offset;

  /**
   * @param from offset of a line's first byte
   * @param to nothing at or beyond it is read; {@link Long#MAX_VALUE} for the end of the file
   */
  public LogReader(Path file, long from, long to) throws IOException {
    this.channel = FileChannel.open(file);
    this.to = to;
    this.readFrom = from;
    this.offset = from;
  }

  /** Offset of the first byte that belongs to no line given so far. */
  public long offset() {
    return offset;
  }

  /** The next whole line; null when there is none. */
  public @Nullable LogLine next() throws IOException {
    while (next < filled || fill()) {
      int end = newline();
      add(end - next);
      next = end;
      if (end < filled) {
        next++;
        return whole();
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private boolean fill() throws IOException {
    if (readFrom >= to) {
      return false;
    }
    int got = channel.read(ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK, to - readFrom)), readFrom);
    if (got <= 0) {
      return false;
    }
    next = 0;
    filled = got;
    readFrom += got;
    return true;
  }

  private int newline() {
    int i = next;
    while (i < filled && chunk[i] != '\n') {
      i++;
    }
    return i;
  }

  private void add(int count) {
    crc.update(chunk, next, count);
    length += count;
    if (length > LONGEST_LINE) {
      kept = 0;
      return;
    }
    if (kept + count > line.length) {
      line = Arrays.copyOf(line, Math.max(kept + count, line.length * 2));
    }
    System.arraycopy(chunk, next, line, kept, count);
    kept += count;
  }

  private LogLine whole() {
    byte[] bytes = length > LONGEST_LINE ? new byte[0] : Arrays.copyOf(line, kept);
    var whole = new LogLine(offset, length, crc.getValue(), bytes);
    offset = whole.end();
    kept = 0;
    length = 0;
    crc.reset();
    return whole;
  }
}
