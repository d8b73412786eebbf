package thrum.core.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Merges the lists of several audiences, each already in order, into one. An audience is opened only when its
 * first
 * message comes into sight, so the cost follows the page and hardly the number of audiences.
 */
final class AudienceMerge implements Places {

  private static final int SMALLEST_SLICE = 4;
  private static final int LARGEST_SLICE = 512;

  private final Walk walk;
  private final PriorityQueue<Cursor> cursors;

  /**
   * @param expected how many places the audience can give at most, by audience id; one that has given all is
   * not searched
   * further
   * @param wanted how many places will be taken; the audiences' first slices follow their expected shares of
   * these
   */
  AudienceMerge(Walk walk, Map<Long, Long> expected, long wanted) {
    this.walk = walk;
    var order = walk.order().comparator();
    this.cursors = new PriorityQueue<>((a, b) -> order.compare(a.head(), b.head()));
    var all = Math.max(1, expected.values().stream().mapToLong(Long::longValue).sum());
    cursors.addAll(heads(expected, (double) wanted / all));
  }

  @Override
  public @Nullable Place next() {
    for (var cursor = cursors.poll(); cursor != null; cursor = cursors.poll()) {
      var place = cursor.take();
      if (cursor.mayHaveMore()) {
        cursors.add(cursor);
      }
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  private List<Cursor> heads(Map<Long, Long> expected, double share) {
    var order = walk.order();
    var ids = expected.keySet().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    var text = "SELECT " + walk.grouping().selected() + ", a.value FROM json_each(?1) a CROSS JOIN messages m"
        + " WHERE m.message_id = (SELECT m.message_id FROM messages m WHERE m.audience_id = a.value AND m.deleted = 0"
        + " ORDER BY " + order.columns() + " LIMIT 1)";
    return walk.sql().all(text, row -> {
      var audience = row.number(4);
      return new Cursor(audience, new Place(row.text(1), row.number(2), row.text(3)),
          expected.getOrDefault(audience, 0L), share);
    }, ids);
  }

  /** One audience. While nothing of it is read ahead, it stands where its next message cannot come before. */
  private final class Cursor {

    private final long audience;
    private final Deque<Place> slice = new ArrayDeque<>();
    private Place head;
    private @Nullable Place last;
    private long left;
    private int size;

    Cursor(long audience, Place bound, long expected, double share) {
      this.audience = audience;
      this.head = bound;
      this.left = expected;
      this.size = Math.clamp((long) (expected * share), SMALLEST_SLICE, LARGEST_SLICE);
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
}
