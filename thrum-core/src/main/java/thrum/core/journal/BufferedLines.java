package thrum.core.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import thrum.core.log.Disk;

/** Collects lines and appends them in large pieces. */
final class BufferedLines implements Rewriting.LineSink {

  private static final int PIECE = 256 << 10;

  private final Disk.OpenFile out;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

  BufferedLines(Disk.OpenFile out) {
    this.out = out;
  }

  @Override
  public void add(byte[] line) throws IOException {
    collected.writeBytes(line);
    collected.write('\n');
    if (collected.size() >= PIECE) {
      flush();
    }
  }

  void flush() throws IOException {
    out.append(ByteBuffer.wrap(collected.toByteArray()));
    collected.reset();
  }
}
