package thrum.core.sync.merge;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import thrum.core.projection.Sql;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.ShardName;

/**
 * What purges and deletions of agents hide at this moment (rulings 43 and 44), and what of it was done on
 * this
 * machine.
 */
record Hiding(Horizon all, Horizon own) {

  static final Hiding NOTHING = new Hiding(Horizon.NONE, Horizon.NONE);

  /**
   * A set of tombstones.
   *
   * @param cutoff purgeable events before it are hidden; the smallest number when nothing was purged
   * @param deletions the last deletion of each agent
   * @param sharing agents that are registered and share the file of a deleted one: {@code ada:x} and
   * {@code ada_x} have one
   */
  record Horizon(long cutoff, Map<AgentId, EventOrder> deletions, Set<AgentId> sharing) {

    static final Horizon NONE = new Horizon(Long.MIN_VALUE, Map.of(), Set.of());

    Horizon {
      deletions = Map.copyOf(deletions);
      sharing = Set.copyOf(sharing);
    }

    /** @param registered everybody who is */
    static Horizon of(long cutoff, Map<AgentId, EventOrder> deletions, Set<AgentId> registered) {
      return new Horizon(cutoff, deletions, registered.stream()
          .filter(agent -> deletions.keySet().stream().anyMatch(gone -> share(gone, agent)))
          .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean share(AgentId one, AgentId other) {
      return !one.equals(other) && ShardName.of(one).isPresent()
          && ShardName.of(one).equals(ShardName.of(other));
    }

    boolean isEmpty() {
      return cutoff == Long.MIN_VALUE && deletions.isEmpty();
    }

    /** No event after this instant is hidden. */
    long latest() {
      return deletions.values().stream().mapToLong(EventOrder::nanos).reduce(cutoff, Math::max);
    }
  }

  static Hiding read(Sql sql, DaemonId daemon) {
    long cutoff = sql.one("SELECT ns FROM purge_metadata WHERE key = 'purge_cutoff'", row -> row.number(1))
        .orElse(Long.MIN_VALUE);
    var deletions = new HashMap<AgentId, EventOrder>();
    sql.each("SELECT agent_id, ts_ns, event_id FROM agent_tombstones",
        row -> deletions.put(new AgentId(row.text(1)), new EventOrder(row.number(2), row.text(3))));
    Set<AgentId> registered = deletions.isEmpty() ? Set.of()
        : Set.copyOf(sql.all("SELECT agent_id FROM agents", row -> new AgentId(row.text(1))));
    var all = Horizon.of(cutoff, deletions, registered);
    return all.isEmpty() ? NOTHING : new Hiding(all, own(sql, daemon, cutoff));
  }

  private static Horizon own(Sql sql, DaemonId daemon, long limit) {
    var deletions = new HashMap<AgentId, EventOrder>();
    sql.each("""
        SELECT entity_id, ts_ns, event_id FROM events
        WHERE entity_kind = 'agent' AND type = 'agent.cleanup' AND origin_daemon = ?""",
        row -> deletions.merge(new AgentId(row.text(1)), new EventOrder(row.number(2), row.text(3)),
            (a, b) -> a.compareTo(b) > 0 ? a : b),
        daemon.value());
    long cutoff = sql
        .all("SELECT event_json FROM events WHERE entity_kind = 'purge' AND origin_daemon = ?",
            row -> cutoff(row.text(1)), daemon.value())
        .stream()
        .reduce(Long.MIN_VALUE, Math::max);
    return new Horizon(Math.min(cutoff, limit), deletions, Set.of());
  }

  private static long cutoff(String line) {
    return EventCodec.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof EventLine event
        && event.event() instanceof PurgeExecuted purge
            ? Math.min(purge.cutoff().nanos(), event.order().nanos())
            : Long.MIN_VALUE;
  }
}
