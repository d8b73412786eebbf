package thrum.protocol.exec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Frames on a pair of streams; for one reading thread and one writing thread at a time. Closes neither
 * stream.
 */
public final class FrameStream {

  private final InputStream in;
  private final OutputStream out;
  private final byte[] header = new byte[Frame.HEADER];

  public FrameStream(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * The next frame; null at the end of the stream.
   *
   * @throws BadFrame when it announces more than {@link Frame#MOST_BYTES}; nothing was allocated for it
   * @throws EOFException when the stream ends inside a frame
   */
  public @Nullable Frame read() throws IOException {
    int got = in.readNBytes(header, 0, Frame.HEADER);
    if (got == 0) return null;
    if (got < Frame.HEADER) throw cut();
    int length = ByteBuffer.wrap(header, 1, Integer.BYTES).getInt();
    char type = (char) (header[0] & 0xFF);
    if (length < 0 || length > Frame.MOST_BYTES) {
      throw new BadFrame("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    var payload = new byte[length];
    if (in.readNBytes(payload, 0, length) < length) throw cut();
    return new Frame(type, payload);
  }

  /** Writes and flushes one frame, in one call of the stream. */
  public void write(Frame frame) throws IOException {
    write(frame.type(), frame.payload(), 0, frame.payload().length);
  }

  /** As {@link #write(Frame)} for some bytes of an array, at most {@link Frame#MOST_BYTES}. */
  public void write(char type, byte[] bytes, int offset, int length) throws IOException {
    if (length > Frame.MOST_BYTES) throw new IllegalArgumentException("a payload of " + length + " bytes");
    var whole = new byte[Frame.HEADER + length];
    ByteBuffer.wrap(whole).put((byte) type).putInt(length);
    System.arraycopy(bytes, offset, whole, Frame.HEADER, length);
    out.write(whole);
    out.flush();
  }

  private static EOFException cut() {
    return new EOFException("the stream ended inside a frame");
  }
}
