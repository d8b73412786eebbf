package thrum.core.projection;

import org.jspecify.annotations.Nullable;
import thrum.protocol.event.EventOrder;
import thrum.protocol.id.AgentId;

/** What purges and deletions of agents hide (03 §5.5, rulings 43 and 44). */
record Horizon(Sql sql) {

  /** Before it, events of purgeable kinds have no effect; the smallest number when nothing was purged. */
  long cutoff() {
    return sql.one("SELECT ns FROM purge_metadata WHERE key = 'purge_cutoff'", row -> row.number(1))
        .orElse(Long.MIN_VALUE);
  }

  /** The agent's last deletion. */
  @Nullable
  EventOrder tombstone(AgentId agent) {
    return sql.one("SELECT ts_ns, event_id FROM agent_tombstones WHERE agent_id = ?",
        row -> new EventOrder(row.number(1), row.text(2)), agent.value()).orElse(null);
  }

  static boolean follows(EventOrder order, @Nullable EventOrder tombstone) {
    return tombstone == null || order.compareTo(tombstone) > 0;
  }
}
