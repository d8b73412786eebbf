package thrum.core.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one audience slice by slice. While nothing is read ahead it stands at a place that its next
 * message cannot come before.
 */
final class AudienceCursor {

  private static final int SMALLEST_SLICE = 4;
  private static final int LARGEST_SLICE = 512;

  private final Walk walk;
  private final long audience;
  private final Deque<Place> slice;
  private Place head;
  private @Nullable Place last;
  private long left;
  private int size;

  private AudienceCursor(Walk walk, long audience, List<Place> known, Place head, long left, long size) {
    this.walk = walk;
    this.audience = audience;
    this.slice = new ArrayDeque<>(known);
    this.head = head;
    this.left = left;
    this.size = Math.clamp(size, SMALLEST_SLICE, LARGEST_SLICE);
  }

  /** Over an audience of which only the first live message is known, shown or not. */
  static AudienceCursor unopened(Walk walk, long audience, Place first, long left, long firstSlice) {
    return new AudienceCursor(walk, audience, List.of(), first, left, firstSlice);
  }

  /** Over places that are all read already, at least one. */
  static AudienceCursor over(Walk walk, List<Place> places) {
    return new AudienceCursor(walk, 0, places, places.getFirst(), 0, 0);
  }

  Place head() {
    return head;
  }

  boolean mayHaveMore() {
    return !slice.isEmpty() || left > 0;
  }

  /** The place at the head; null when this call only found out where the head is. */
  @Nullable
  Place take() {
    var taken = slice.poll();
    if (taken == null) {
      fill();
    }
    var following = slice.peek();
    if (following != null) {
      head = following;
    }
    return taken;
  }

  private void fill() {
    var wanted = (int) Math.min(size, left);
    var read = walk.ofAudience(audience, last, wanted);
    left = read.size() < wanted ? 0 : left - read.size();
    size = Math.min(size * 2, LARGEST_SLICE);
    if (!read.isEmpty()) {
      last = read.getLast();
      slice.addAll(read);
    }
  }
}
