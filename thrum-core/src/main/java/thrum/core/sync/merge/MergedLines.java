package thrum.core.sync.merge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorted streams as one. */
final class MergedLines {

  private final PriorityQueue<Head> heads = new PriorityQueue<>();

  private record Head(UnionLine line, LineStream rest) implements Comparable<Head> {

    @Override
    public int compareTo(Head other) {
      return line.compareTo(other.line);
    }
  }

  MergedLines(SortedSide... sides) throws IOException {
    List<LineStream> streams = new ArrayList<>();
    for (SortedSide side : sides) {
      streams.addAll(side.streams());
    }
    for (LineStream stream : streams) {
      pull(stream);
    }
  }

  /** The smallest line left; null at the end. */
  @Nullable
  UnionLine next() throws IOException {
    Head smallest = heads.poll();
    if (smallest == null) {
      return null;
    }
    pull(smallest.rest());
    return smallest.line();
  }

  private void pull(LineStream stream) throws IOException {
    UnionLine line = stream.next();
    if (line != null) {
      heads.add(new Head(line, stream));
    }
  }
}
