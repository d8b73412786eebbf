package thrum.core.message;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The orders in which an index can be walked. Every one is total, so that pages neither lose nor repeat
 * a message.
 */
enum PlaceOrder {

  NEWEST_FIRST("m.created_ns DESC, m.message_id DESC", "(m.created_ns, m.message_id) < (?4, ?5)"),

  OLDEST_FIRST("m.created_ns, m.message_id", "(m.created_ns, m.message_id) > (?4, ?5)"),

  /** Each message directly after the one that it replies to; clusters by the id that they are named after. */
  CLUSTERED("m.cluster, m.created_ns, m.message_id", null),

  CLUSTERED_BACKWARDS("m.cluster DESC, m.created_ns DESC, m.message_id DESC", null);

  private static final Comparator<Place> BY_TIME = Comparator.comparingLong(Place::nanos)
      .thenComparing(Place::message);
  private static final Comparator<Place> BY_CLUSTER =
      Comparator.comparing(Place::group).thenComparing(BY_TIME);

  private final String columns;
  private final @Nullable String beyond;

  PlaceOrder(String columns, @Nullable String beyond) {
    this.columns = columns;
    this.beyond = beyond;
  }

  /** What follows {@code ORDER BY}. */
  String columns() {
    return columns;
  }

  /**
   * Holds for messages that come later than the place bound to {@code ?4} nanos and {@code ?5} id.
   *
   * @throws IllegalStateException for a clustered order, which is not walked in slices
   */
  String beyond() {
    if (beyond == null) {
      throw new IllegalStateException("not in slices: " + this);
    }
    return beyond;
  }

  /** Holds for messages of no later cluster than the one that the SQL gives; for all when it gives NULL. */
  String within(String cluster) {
    return switch (this) {
      case CLUSTERED -> "m.cluster <= coalesce(" + cluster + ", x'')"; // every blob is greater than any text
      case CLUSTERED_BACKWARDS -> "m.cluster >= coalesce(" + cluster + ", '')";
      case NEWEST_FIRST, OLDEST_FIRST -> throw new IllegalStateException("not by clusters: " + this);
    };
  }

  Comparator<Place> comparator() {
    return switch (this) {
      case OLDEST_FIRST -> BY_TIME;
      case NEWEST_FIRST -> BY_TIME.reversed();
      case CLUSTERED -> BY_CLUSTER;
      case CLUSTERED_BACKWARDS -> BY_CLUSTER.reversed();
    };
  }

  PlaceOrder reversed() {
    return switch (this) {
      case NEWEST_FIRST -> OLDEST_FIRST;
      case OLDEST_FIRST -> NEWEST_FIRST;
      case CLUSTERED -> CLUSTERED_BACKWARDS;
      case CLUSTERED_BACKWARDS -> CLUSTERED;
    };
  }
}
