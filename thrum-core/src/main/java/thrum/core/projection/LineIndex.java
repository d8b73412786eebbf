package thrum.core.projection;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;

/**
 * Where each event of a log stands, small enough to hold all of a large log: about 80 bytes an event. Gives
 * them once per
 * event id, in canonical order (03 §5.4).
 */
final class LineIndex {

  private static final int DROPPED = -1;

  private byte[] ids = new byte[32 << 10];
  private int idsEnd;
  private int[] idStart = new int[1024];
  private long[] nanos = new long[1024];
  private long[] offset = new long[1024];
  private int[] length = new int[1024];
  private int[] file = new int[1024];
  private int size;
  private final Set<String> conflicts = new LinkedHashSet<>();

  /** The bytes of a line, asked for only where two lines have one id. */
  @FunctionalInterface
  interface Lines {
    byte[] bytes(int file, long offset, int length);
  }

  /** Takes the place of one event's line. */
  @FunctionalInterface
  interface Place {
    void at(int file, long offset, int length);
  }

  int size() {
    return size;
  }

  void add(long eventNanos, byte[] id, int inFile, long atOffset, int lineLength) {
    if (size + 1 >= nanos.length) {
      grow();
    }
    if (idsEnd + id.length > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(idsEnd + id.length,
          Math.toIntExact(Math.min(ids.length * 3L / 2, Integer.MAX_VALUE - 8L))));
    }
    System.arraycopy(id, 0, ids, idsEnd, id.length);
    idStart[size] = idsEnd;
    idsEnd += id.length;
    idStart[size + 1] = idsEnd;
    nanos[size] = eventNanos;
    offset[size] = atOffset;
    length[size] = lineLength;
    file[size] = inFile;
    size++;
  }

  /** Shows each event once, by its byte-wise smallest line (ruling 41), in canonical order. */
  void forEach(Lines lines, Place place) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    IntSort.sort(order, this::compareIds);
    keepSmallest(order, lines);
    IntSort.sort(order, (a, b) -> {
      int byTime = Long.compare(nanos[a], nanos[b]);
      return byTime != 0 ? byTime : compareIds(a, b);
    });
    for (int i : order) {
      if (file[i] != DROPPED) {
        place.at(file[i], offset[i], length[i]);
      }
    }
  }

  /** Ids whose lines say different things, once {@link #forEach} has met them. */
  Set<String> conflicts() {
    return conflicts;
  }

  private void keepSmallest(int[] byId, Lines lines) {
    int kept = 0;
    for (int i = 1; i < byId.length; i++) {
      if (compareIds(byId[kept], byId[i]) != 0) {
        kept = i;
        continue;
      }
      byte[] smallest = bytes(byId[kept], lines);
      byte[] other = bytes(byId[i], lines);
      noteConflict(smallest, other);
      if (Arrays.compareUnsigned(smallest, other) <= 0) {
        file[byId[i]] = DROPPED;
      } else {
        file[byId[kept]] = DROPPED;
        kept = i;
      }
    }
  }

  /** Copies of one event may differ in the number that a daemon gave them (ruling 41). */
  private void noteConflict(byte[] line, byte[] other) {
    if (!Arrays.equals(line, other) && EventCodec.parse(line) instanceof EventLine one
        && EventCodec.parse(other) instanceof EventLine two
        && !one.withSequence(0).text().equals(two.withSequence(0).text())) {
      conflicts.add(one.envelope().eventId().value());
    }
  }

  private byte[] bytes(int i, Lines lines) {
    return lines.bytes(file[i], offset[i], length[i]);
  }

  private int compareIds(int a, int b) {
    return Arrays.compareUnsigned(ids, idStart[a], idStart[a + 1], ids, idStart[b], idStart[b + 1]);
  }

  private void grow() {
    int larger = nanos.length + nanos.length / 2;
    idStart = Arrays.copyOf(idStart, larger);
    nanos = Arrays.copyOf(nanos, larger);
    offset = Arrays.copyOf(offset, larger);
    length = Arrays.copyOf(length, larger);
    file = Arrays.copyOf(file, larger);
  }
}
