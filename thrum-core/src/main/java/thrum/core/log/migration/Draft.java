package thrum.core.log.migration;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import thrum.core.log.Disk;
import thrum.core.log.LogLine;

/** A log file that is being written beside the one whose place it takes. */
final class Draft implements Closeable {

  private static final int BUFFER = 64 << 10;

  private final Disk disk;
  private final Path file;
  private final Disk.OpenFile open;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  private Draft(Disk disk, Path file, Disk.OpenFile open) {
    this.disk = disk;
    this.file = file;
    this.open = open;
  }

  /** An empty draft; what an interrupted run left under this name goes. */
  static Draft at(Path file, Disk disk) throws IOException {
    disk.delete(file);
    return new Draft(disk, file, disk.open(file));
  }

  /**
   * Beside a log file. The name does not follow the file's, which may be as long as names can be; leftovers
   * of this
   * ending are removed at each start.
   *
   * @param number tells drafts apart that are open at the same time
   */
  static Draft beside(Path target, int number, Disk disk) throws IOException {
    return at(target.resolveSibling("migration" + number + ".tmp"), disk);
  }

  /** A whole line, its newline excluded. */
  void line(byte[] bytes) throws IOException {
    add(ByteBuffer.wrap(bytes));
    newline();
  }

  /** A line as it stands in a file, however long. */
  void line(Path from, LogLine line) throws IOException {
    if (!line.isTooLong()) {
      line(line.bytes());
      return;
    }
    try (var channel = FileChannel.open(from)) {
      var piece = ByteBuffer.allocate(BUFFER);
      for (long done = 0; done < line.length(); done += piece.limit()) {
        piece.clear().limit((int) Math.min(BUFFER, line.length() - done));
        fill(channel, piece, line.offset() + done, from);
        add(piece.flip());
      }
    }
    newline();
  }

  /** Forces the draft and puts it in the place of a file, in one step. */
  void replace(Path target) throws IOException {
    flush();
    open.force();
    open.close();
    disk.rename(file, target);
    disk.forceDirectory(Objects.requireNonNull(target.getParent(), "a log file has a directory"));
  }

  /** Removes the draft; what it would have replaced stays. */
  void discard() throws IOException {
    open.close();
    disk.delete(file);
  }

  private void flush() throws IOException {
    open.append(buffer.flip());
    buffer.clear();
  }

  private void newline() throws IOException {
    add(ByteBuffer.wrap(new byte[]{'\n'}));
  }

  private void add(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() > buffer.remaining()) {
      flush();
    }
    if (bytes.remaining() > buffer.remaining()) {
      open.append(bytes);
    } else {
      buffer.put(bytes);
    }
  }

  private static void fill(FileChannel channel, ByteBuffer piece, long from, Path file) throws IOException {
    while (piece.hasRemaining()) {
      if (channel.read(piece, from + piece.position()) < 0) {
        throw new IOException(file + " became shorter while it was read");
      }
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
