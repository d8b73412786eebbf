package thrum.core.sync.merge;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.core.sync.merge.UnionLine.Side;

/** Lines one after the other; blank ones are left out. */
interface LineStream extends Closeable {

  /** The next line; null at the end. */
  @Nullable
  UnionLine next() throws IOException;

  /** The whole lines of a part of a file. */
  static LineStream of(Path file, long from, long to, Side side) throws IOException {
    var reader = new LogReader(file, from, to);
    return new LineStream() {
      @Override
      public @Nullable UnionLine next() throws IOException {
        LogLine line = reader.next();
        while (line != null && line.isBlank()) {
          line = reader.next();
        }
        return line == null ? null : UnionLine.of(line, file, side);
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  static LineStream of(List<UnionLine> lines) {
    Iterator<UnionLine> left = lines.iterator();
    return new LineStream() {
      @Override
      public @Nullable UnionLine next() {
        return left.hasNext() ? left.next() : null;
      }

      @Override
      public void close() {
        // holds nothing
      }
    };
  }
}
