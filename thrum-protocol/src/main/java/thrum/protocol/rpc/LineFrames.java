package thrum.protocol.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One line per message, in both directions (02 §2.1). For one reading and one writing thread; closes neither
 * stream.
 */
public final class LineFrames {

  /** Bytes of the longest line that is read, unless told otherwise (02 §2.2). */
  public static final int DEFAULT_LIMIT = 16 * 1024 * 1024;

  private static final int CHUNK = 8192;
  private static final byte NEWLINE = '\n';

  private final InputStream in;
  private final OutputStream out;
  private final int limit;
  private final byte[] chunk = new byte[CHUNK];
  private int next;
  private int end;

  public LineFrames(InputStream in, OutputStream out) {
    this(in, out, DEFAULT_LIMIT);
  }

  /**
   * Frames with a limit of their own.
   *
   * @param limit bytes of the longest line that is read, without its newline
   */
  public LineFrames(InputStream in, OutputStream out, int limit) {
    this.in = in;
    this.out = out;
    this.limit = limit;
  }

  /**
   * The next line without its newline, empty when it is blank; null at the end of the stream. Bytes after the
   * last
   * newline are dropped.
   *
   * @throws LineTooLong when the line exceeds the limit; the stream is then of no further use
   */
  public byte @Nullable [] read() throws IOException {
    var line = new ByteArrayOutputStream();
    while (next < end || fill()) {
      int newline = next;
      while (newline < end && chunk[newline] != NEWLINE) {
        newline++;
      }
      if (line.size() + newline - next > limit) {
        throw new LineTooLong(limit);
      }
      line.write(chunk, next, newline - next);
      next = newline + 1;
      if (newline < end) {
        return line.toByteArray();
      }
    }
    return null;
  }

  /**
   * Whatever follows the last line that was read, for those who go on in another format; this reader is of no
   * further use then.
   */
  public InputStream rest() {
    return new InputStream() {

      @Override
      public int read() throws IOException {
        return next < end || fill() ? chunk[next++] & 0xFF : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (next >= end && length >= CHUNK) {
          return in.read(target, offset, length);
        }
        if (next >= end && !fill()) {
          return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(chunk, next, target, offset, count);
        next += count;
        return count;
      }
    };
  }

  /** Writes and flushes one line; it holds no newline, which JSON text never needs. */
  public void write(byte[] line) throws IOException {
    var whole = new byte[line.length + 1];
    System.arraycopy(line, 0, whole, 0, line.length);
    whole[line.length] = NEWLINE;
    out.write(whole);
    out.flush();
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }
}
