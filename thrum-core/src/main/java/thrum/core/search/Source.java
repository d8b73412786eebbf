package thrum.core.search;

import thrum.core.projection.Sql;

/**
 * What the index follows, as it stands in one state of the projection.
 *
 * @param name changes whenever the index has to begin anew: with each rebuild of the projection, and when a
 * purge, the deletion of an agent or lines that contradict each other take effect, so that nothing of what is
 * to be forgotten stays in the index's file
 * @param sequence the highest number of an event
 * @param events how many there are
 */
record Source(String name, long sequence, long events) {

  /** Another number when words are cut differently or the tables change. */
  private static final int FORM = 2;

  private static final String NOW = """
      SELECT (SELECT value FROM projection_state WHERE key = 'epoch')
          || ' ' || coalesce((SELECT ns FROM purge_metadata WHERE key = 'purge_cutoff'), '-')
          || ' ' || (SELECT count(*) || ' ' || coalesce(sum(ts_ns % 1000000007), 0) FROM agent_tombstones)
          || ' ' || (SELECT count(*) FROM conflicts),
        coalesce((SELECT CAST(value AS INTEGER) FROM projection_state WHERE key = 'sequence'), 0),
        coalesce((SELECT CAST(value AS INTEGER) FROM projection_state WHERE key = 'events'), 0)""";

  static Source now(Sql projection) {
    return projection
        .one(NOW, row -> new Source(FORM + " " + row.text(1), row.number(2), row.number(3)))
        .orElseThrow();
  }

  /** Whether an index in that state has followed all that this state of the projection holds. */
  boolean isFollowedBy(IndexState state) {
    return state.source().equals(name)
        && (state.sequence() > sequence || (state.sequence() == sequence && state.events() == events));
  }

  /** Whether the name is of a projection with that epoch. */
  static boolean isOf(String name, String epoch) {
    return name.startsWith(FORM + " " + epoch + " ");
  }
}
