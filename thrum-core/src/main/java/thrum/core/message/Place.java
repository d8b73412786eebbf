package thrum.core.message;

/**
 * Where a message stands in a list.
 *
 * @param nanos when it was created, nanoseconds since the epoch
 * @param row the number of its row, by which it is read fastest within the same transaction
 * @param group what keeps it together with others, by the walk's {@link Grouping}
 */
record Place(String message, long nanos, String group, long row) {

  /** Whether nothing but the message's own id names its group. */
  boolean standsAlone() {
    return group.equals(message);
  }
}
