package thrum.core.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;

/**
 * A page of messages chosen by audience alone: the inbox. Totals come from maintained rows and the page
 * from indexes, so the cost follows the page and not the history.
 */
final class AudienceSelection {

  /** What finding an audience in an index costs, in rows passed. */
  private static final long LOOKING_UP = 20;

  /** What beginning to read an audience costs, in rows passed. */
  private static final double OPENING = 500;

  /** What is read of audiences and not taken costs for each place that is taken, in rows passed. */
  private static final long LEFT_OVER = 10;

  /** What reading a place costs, in rows passed. */
  private static final long READING = 5;

  /** How many rows are passed at most for one that is expected to be. */
  private static final int FARTHEST = 3;

  private final Sql sql;
  private final ListFilter filter;
  private final Page page;
  private final @Nullable String audiences;
  private final Map<Long, Tally> tallies;
  private final Tally sum;

  AudienceSelection(Sql sql, ListFilter filter, Page page) {
    this.sql = sql;
    this.filter = filter;
    this.page = page;
    switch (filter.audiences()) {
      case Audiences.Every every -> {
        this.audiences = null;
        this.tallies = Map.of();
        this.sum = Tally.ofAll(sql, filter.excluded(), filter.reader());
      }
      case Audiences.Some some -> {
        this.audiences = some.json();
        this.tallies = Tally.byAudience(sql, some, filter.excluded(), filter.reader());
        this.sum = Tally.sum(tallies.values());
      }
    }
  }

  Selection select() {
    var total = listed(sum);
    return new Selection(total, sum.unread(), page.offset() >= total ? List.of() : messages(total));
  }

  private List<Long> messages(long total) {
    return switch (filter.order()) {
      case CONVERSATIONS -> conversations(total);
      case CREATED_ASCENDING -> inOrder(PlaceOrder.OLDEST_FIRST, total);
      case CLUSTERED -> inOrder(PlaceOrder.CLUSTERED, total);
      case CREATED_DESCENDING -> inOrder(PlaceOrder.NEWEST_FIRST, total);
      case CHANGED_ASCENDING, CHANGED_DESCENDING ->
          throw new IllegalStateException("no index holds " + filter.order());
    };
  }

  /** Walks from the nearer end of the list; to what is unread, from the new end. */
  private List<Long> inOrder(PlaceOrder order, long total) {
    var wanted = (int) Math.min(page.size(), total - page.offset());
    var behind = total - page.offset() - wanted;
    if (filter.unreadFor() != null) {
      return order == PlaceOrder.NEWEST_FIRST
          ? take(order, page.offset(), wanted)
          : unreadInOrder(order, total, wanted);
    }
    return behind < page.offset()
        ? take(order.reversed(), behind, wanted).reversed()
        : take(order, page.offset(), wanted);
  }

  private List<Long> take(PlaceOrder order, long skipped, int wanted) {
    if (filter.order() == ListOrder.CLUSTERED) {
      var rows = clusters(walk(order), skipped + wanted);
      return rows.subList((int) Math.min(skipped, rows.size()), rows.size());
    }
    var places = places(order, skipped + wanted);
    var taken = new ArrayList<Long>(wanted);
    while (taken.size() < wanted) {
      var place = places.next();
      if (place == null) {
        break;
      }
      if (skipped > 0) {
        skipped--;
      } else {
        taken.add(place.row());
      }
    }
    return taken;
  }

  /**
   * What is unread is mostly new. It is gathered from the newest backwards, which ends as soon as all
   * of it is found, and then put in order: a walk from the old end would first pass everything that was
   * ever read.
   */
  private List<Long> unreadInOrder(PlaceOrder order, long total, int wanted) {
    var found = new ArrayList<Place>();
    var places = places(PlaceOrder.NEWEST_FIRST, total);
    for (var place = places.next(); place != null; place = places.next()) {
      found.add(place);
    }
    found.sort(order.comparator());
    var from = (int) Math.min(page.offset(), found.size());
    return found.subList(from, Math.min(from + wanted, found.size())).stream().map(Place::row).toList();
  }

  private List<Long> conversations(long total) {
    var end = Math.min(page.offset() + page.size(), total);
    var rows =
        new Conversations(places(PlaceOrder.NEWEST_FIRST, end), walk(PlaceOrder.NEWEST_FIRST), audiences)
            .first(end);
    return rows.subList((int) Math.min(page.offset(), rows.size()), rows.size());
  }

  private Places places(PlaceOrder order, long wanted) {
    var walk = walk(order);
    var expected = expected();
    return audiences == null || timeLineIsShorter(expected.size(), wanted)
        ? new TimeLine(walk, audiences, listed(sum), wanted)
        : new AudienceMerge(walk, expected, wanted);
  }

  /** How many messages each audience has that are listed, if any. */
  private Map<Long, Long> expected() {
    var expected = new HashMap<Long, Long>();
    tallies.forEach((audience, tally) -> {
      if (listed(tally) > 0) {
        expected.put(audience, listed(tally));
      }
    });
    return expected;
  }

  /** Compares what the two ways cost. */
  private boolean timeLineIsShorter(int merged, long wanted) {
    return passed(wanted) < LOOKING_UP * merged + OPENING * Math.min(merged, wanted) + LEFT_OVER * wanted;
  }

  /**
   * Rows of the first messages. Passes all messages from the first on, or reads every one of the audiences
   * and
   * puts them in order: what is shorter. When the messages wanted lie farther away than their number lets
   * expect, the first is given up.
   */
  private List<Long> clusters(Walk walk, long wanted) {
    var merged = List.copyOf(expected().keySet());
    var json = new Audiences.Some(merged).json();
    var passed = passed(wanted);
    if (passed < READING * listed(sum) + LOOKING_UP * merged.size()) {
      var found = walk.alongClusters(json, wanted, (long) (FARTHEST * passed));
      if (found.size() == wanted) {
        return found;
      }
    }
    var all = new ArrayList<>(walk.wholeAudiences(json));
    all.sort(walk.order().comparator());
    return all.stream().limit(wanted).map(Place::row).toList();
  }

  /** How many messages are passed until so many are found that are listed, if they are spread evenly. */
  private double passed(long wanted) {
    var everything = sql.number("SELECT max(rowid) FROM messages");
    return (double) wanted * everything / Math.max(1, listed(sum));
  }

  private Walk walk(PlaceOrder order) {
    var grouping = filter.order() == ListOrder.CLUSTERED ? Grouping.CLUSTER : Grouping.CONVERSATION;
    var excluded = filter.excluded();
    return new Walk(sql, order, grouping, excluded == null ? null : excluded.value(), filter.unreadFor());
  }

  private long listed(Tally tally) {
    return filter.unreadFor() == null ? tally.total() : tally.unread();
  }
}
