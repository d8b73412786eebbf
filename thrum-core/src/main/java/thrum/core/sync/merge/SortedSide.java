package thrum.core.sync.merge;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.merge.UnionLine.Side;

/**
 * One side of a union as sorted streams, whatever its own order. The part of the file that is sorted already,
 * usually
 * all of it or all but a few lines, is read where it stands; the rest is sorted in pieces that fit into
 * memory, and
 * all but the last of those go to scratch files.
 */
final class SortedSide implements Closeable {

  /** Bytes sorted in memory at once, what Java spends on each line included. */
  private static final long PIECE = 16 << 20;
  private static final int COST_OF_A_LINE = 300;

  private final Scratch scratch;
  private final Side side;
  private final List<LineStream> streams = new ArrayList<>();
  private final List<UnionLine> tooLong = new ArrayList<>();
  private List<UnionLine> piece = new ArrayList<>();
  private long pieceCost;
  private boolean canonical = true;

  private SortedSide(Scratch scratch, Side side) {
    this.scratch = scratch;
    this.side = side;
  }

  /**
   * Reads a file once to find out how it is sorted.
   *
   * @param length bytes of the file that count; a file that does not exist has none
   */
  static SortedSide of(Path file, long length, Side side, Scratch scratch) throws IOException {
    var sorted = new SortedSide(scratch, side);
    boolean done = false;
    try {
      if (length > 0) {
        sorted.read(file, length);
      }
      done = true;
      return sorted;
    } finally {
      if (!done) {
        sorted.close();
      }
    }
  }

  List<LineStream> streams() {
    return streams;
  }

  /** Whether the file stands as a union would write it, but for lines of which only one may stay. */
  boolean isCanonical() {
    return canonical;
  }

  private void read(Path file, long length) throws IOException {
    try (var lines = LineStream.of(file, 0, length, side)) {
      long end = 0;
      UnionLine last = null;
      UnionLine line = lines.next();
      while (line != null && (last == null || last.compareTo(line) < 0)) {
        canonical &= line.line().offset() == end;
        end = line.line().end();
        last = line;
        line = lines.next();
      }
      streams.add(LineStream.of(file, 0, end, side));
      canonical &= line == null && end == length;
      for (; line != null; line = lines.next()) {
        take(line);
      }
    }
    Collections.sort(piece);
    Collections.sort(tooLong);
    streams.add(LineStream.of(piece));
    streams.add(LineStream.of(tooLong));
  }

  private void take(UnionLine line) throws IOException {
    if (line.line().isTooLong()) {
      tooLong.add(line);
      return;
    }
    piece.add(line);
    pieceCost += line.line().length() + COST_OF_A_LINE;
    if (pieceCost > PIECE) {
      spill();
    }
  }

  private void spill() throws IOException {
    Collections.sort(piece);
    Path file = scratch.file();
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (UnionLine line : piece) {
        out.write(line.line().bytes());
        out.write('\n');
      }
    }
    streams.add(LineStream.of(file, 0, Long.MAX_VALUE, side));
    piece = new ArrayList<>();
    pieceCost = 0;
  }

  @Override
  public void close() throws IOException {
    @Nullable IOException failure = null;
    for (LineStream stream : streams) {
      try {
        stream.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
