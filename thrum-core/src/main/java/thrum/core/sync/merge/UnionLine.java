package thrum.core.sync.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.log.LogLine;
import thrum.core.projection.LineKey;

/**
 * A line on its way into a union. Sorts as in a merged file: events by instant, id and bytes; behind them, by
 * bytes,
 * whatever is no event (rulings 41 and 42, 03 §4.5). Of equal lines the local one comes first.
 *
 * @param key null when the line is no event
 * @param file where the line stands; needed for one too long to be held
 */
record UnionLine(@Nullable LineKey key, LogLine line, Path file, Side side) implements Comparable<UnionLine> {

  /** Where a line comes from. */
  enum Side {
    LOCAL, REMOTE
  }

  private static final int PIECE = 64 << 10;

  static UnionLine of(LogLine line, Path file, Side side) {
    Optional<LineKey> key = line.isTooLong() ? Optional.empty() : LineKey.of(line.bytes());
    return new UnionLine(key.orElse(null), line, file, side);
  }

  boolean isEvent() {
    return key != null;
  }

  /** Whether both are events with one id and one time. */
  boolean hasKeyOf(UnionLine other) {
    return compareKeys(other) == 0 && isEvent();
  }

  boolean hasBytesOf(UnionLine other) {
    return compareBytes(other) == 0;
  }

  @Override
  public int compareTo(UnionLine other) {
    int byKey = compareKeys(other);
    if (byKey != 0) {
      return byKey;
    }
    int byBytes = compareBytes(other);
    return byBytes != 0 ? byBytes : side.compareTo(other.side);
  }

  private int compareKeys(UnionLine other) {
    if (key == null || other.key == null) {
      return Boolean.compare(key == null, other.key == null);
    }
    int byTime = Long.compare(key.nanos(), other.key.nanos());
    return byTime != 0 ? byTime : Arrays.compareUnsigned(key.id(), other.key.id());
  }

  private int compareBytes(UnionLine other) {
    if (!line.isTooLong() && !other.line.isTooLong()) {
      return Arrays.compareUnsigned(line.bytes(), other.line.bytes());
    }
    try (var mine = FileChannel.open(file); var others = FileChannel.open(other.file)) {
      long common = Math.min(line.length(), other.line.length());
      for (long done = 0; done < common; done += PIECE) {
        int count = (int) Math.min(PIECE, common - done);
        int order = Arrays.compareUnsigned(piece(mine, line.offset() + done, count),
            piece(others, other.line.offset() + done, count));
        if (order != 0) {
          return order;
        }
      }
      return Long.compare(line.length(), other.line.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] piece(FileChannel channel, long position, int count) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("a file became shorter while it was merged");
      }
    }
    return bytes.array();
  }
}
