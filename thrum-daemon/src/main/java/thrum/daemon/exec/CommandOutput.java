package thrum.daemon.exec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import thrum.protocol.exec.Frame;

/** One of the command's output streams, as frames of one type. Holds back less than one block. */
final class CommandOutput extends OutputStream {

  /** What is passed on at once when nobody waits for lines. */
  private static final int BLOCK = 16 * 1024;
  private static final int FIRST = 256;

  private final FrameSink sink;
  private final char type;
  private final Passing passing;
  private byte[] held = new byte[FIRST];
  private int size;
  private volatile boolean cancelled;

  /** When bytes are passed on to the client. */
  enum Passing {
    /** With each write. */
    AT_ONCE,
    /** At each line's end: for terminals. */
    BY_LINE,
    /** When a block is full. */
    BY_BLOCK
  }

  CommandOutput(FrameSink sink, char type, Passing passing) {
    this.sink = sink;
    this.type = type;
    this.passing = passing;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[]{(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (cancelled) throw new Cancelled();
    int now = toPassOn(bytes, offset, length);
    if (now > 0 && size > 0 && size + now <= Frame.MOST_BYTES) {
      hold(bytes, offset, now);
      flush();
    } else if (now > 0) {
      flush();
      send(bytes, offset, now);
    }
    hold(bytes, offset + now, length - now);
  }

  /** How many of the bytes must not be held back. */
  private int toPassOn(byte[] bytes, int offset, int length) {
    return switch (passing) {
      case AT_ONCE -> length;
      case BY_LINE -> size + length >= BLOCK ? length : behindLastLine(bytes, offset, length);
      case BY_BLOCK -> size + length >= BLOCK ? length : 0;
    };
  }

  private static int behindLastLine(byte[] bytes, int offset, int length) {
    for (int count = length; count > 0; count--) {
      if (bytes[offset + count - 1] == '\n') return count;
    }
    return 0;
  }

  private void hold(byte[] bytes, int offset, int length) {
    if (size + length > held.length) held = Arrays.copyOf(held, Math.max(held.length * 2, size + length));
    System.arraycopy(bytes, offset, held, size, length);
    size += length;
  }

  @Override
  public void flush() throws IOException {
    if (cancelled) throw new Cancelled();
    int count = size;
    size = 0;
    send(held, 0, count);
  }

  private void send(byte[] bytes, int offset, int length) throws IOException {
    for (int sent = 0; sent < length; sent += Frame.MOST_BYTES) {
      if (cancelled) throw new Cancelled();
      sink.send(type, bytes, offset + sent, Math.min(Frame.MOST_BYTES, length - sent));
    }
  }

  /** Fails every write from now on; what is held is dropped. */
  void cancel() {
    cancelled = true;
  }
}
