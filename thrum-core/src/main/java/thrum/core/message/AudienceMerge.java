package thrum.core.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges the lists of several audiences, each already in order, into one. An audience is opened only
 * when its first message comes into sight, and the smallest are read together, so the cost follows the
 * page and hardly the number of audiences.
 */
final class AudienceMerge implements Places {

  private final Walk walk;
  private final PriorityQueue<AudienceCursor> cursors;

  /**
   * @param expected how many places each audience can give at most, by its id; one that has given all
   * is not searched further
   * @param wanted how many places will be taken
   */
  AudienceMerge(Walk walk, Map<Long, Long> expected, long wanted) {
    this.walk = walk;
    var order = walk.order().comparator();
    this.cursors = new PriorityQueue<>((a, b) -> order.compare(a.head(), b.head()));
    var single = new HashMap<>(expected);
    addTogether(smallest(expected, wanted), single);
    var all = Math.max(1, single.values().stream().mapToLong(Long::longValue).sum());
    addUnopened(single, (double) wanted / all);
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

  /**
   * Audiences that together hold no more than is wanted anyway; to find what is unread all has to be passed.
   */
  private List<Long> smallest(Map<Long, Long> expected, long wanted) {
    var smallest = new ArrayList<Long>();
    if (walk.unreadFor() == null) {
      var room = wanted;
      for (var audience : expected.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList()) {
        room -= audience.getValue();
        if (room < 0) {
          break;
        }
        smallest.add(audience.getKey());
      }
    }
    return smallest;
  }

  private void addTogether(Collection<Long> smallest, Map<Long, Long> single) {
    if (smallest.size() < 2) {
      return;
    }
    single.keySet().removeAll(smallest);
    var places = new ArrayList<>(walk.wholeAudiences(new Audiences.Some(List.copyOf(smallest)).json()));
    places.sort(walk.order().comparator());
    if (!places.isEmpty()) {
      cursors.add(AudienceCursor.over(walk, places));
    }
  }

  private void addUnopened(Map<Long, Long> expected, double share) {
    var ids = new Audiences.Some(List.copyOf(expected.keySet())).json();
    walk.eachFirst(ids, (first, audience) -> {
      var left = expected.getOrDefault(audience, 0L);
      cursors.add(AudienceCursor.unopened(walk, audience, first, left, (long) (left * share)));
    });
  }
}
