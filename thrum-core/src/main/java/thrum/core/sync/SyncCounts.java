package thrum.core.sync;

import thrum.core.projection.Sql;

/**
 * Events that are in the log and have no effect (04 §2.6).
 *
 * @param quarantined those that could not be applied
 * @param pending those about a message that has not arrived
 */
public record SyncCounts(long quarantined, long pending) {

  private static final String PENDING =
      """
          SELECT count(*) FROM events e
          WHERE e.entity_kind = 'message' AND e.type <> 'message.create'
            AND NOT EXISTS (SELECT 1 FROM events c
                            WHERE c.entity_kind = 'message' AND c.entity_id = e.entity_id AND c.type = 'message.create')""";

  /** Counts them; looks at every event, so it belongs on the slow reader. */
  public static SyncCounts of(Sql sql) {
    return new SyncCounts(sql.number("SELECT count(*) FROM quarantine"), sql.number(PENDING));
  }
}
