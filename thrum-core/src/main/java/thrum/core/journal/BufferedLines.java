package thrum.core.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import thrum.core.log.Disk;
import thrum.core.projection.FreshLines;

/** Collects lines and appends them in large pieces, and notes which of them are to be applied. */
final class BufferedLines implements Rewriting.LineSink {

  private static final int PIECE = 256 << 10;

  private final Disk.OpenFile out;
  private final FreshLines.Notes notes = new FreshLines.Notes();
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final CRC32C crc = new CRC32C();

  BufferedLines(Disk.OpenFile out) {
    this.out = out;
  }

  @Override
  public void add(byte[] line) throws IOException {
    notes.fresh(checksum(line), line.length);
    write(line);
  }

  @Override
  public void keep(byte[] line) throws IOException {
    notes.known(checksum(line), line.length);
    write(line);
  }

  @Override
  public void copy(Path from, long offset, long length) throws IOException {
    flush();
    crc.reset();
    try (var source = FileChannel.open(from)) {
      var piece = ByteBuffer.allocate(PIECE);
      long end = offset + length;
      for (long position = offset; position < end;) {
        piece.clear().limit((int) Math.min(PIECE, end - position));
        int count = source.read(piece, position);
        if (count < 0) {
          throw new IOException(from + " became shorter while it was read");
        }
        crc.update(piece.flip().duplicate());
        out.append(piece);
        position += count;
      }
    }
    notes.fresh(crc.getValue(), length);
    collected.write('\n');
  }

  void flush() throws IOException {
    out.append(ByteBuffer.wrap(collected.toByteArray()));
    collected.reset();
  }

  /** What was written, once all of it is. */
  FreshLines fresh() {
    return notes.finished();
  }

  private long checksum(byte[] line) {
    crc.reset();
    crc.update(line);
    return crc.getValue();
  }

  private void write(byte[] line) throws IOException {
    collected.writeBytes(line);
    collected.write('\n');
    if (collected.size() >= PIECE) {
      flush();
    }
  }
}
