package thrum.core.projection;

import java.util.Optional;
import thrum.protocol.event.EventLine;
import thrum.protocol.id.AgentId;

/**
 * Tells whether a purge or the deletion of an agent hides an event, so that its line may be gone on purpose
 * (03 §5.5,
 * rulings 43, 44 and 66).
 */
record Tombstones(Sql sql) {

  boolean hide(EventLine line) {
    var entity = Entity.of(line.event());
    if (entity.kind().purgeable() && line.order().nanos() < new Horizon(sql).cutoff()) {
      return true;
    }
    return owner(line, entity)
        .map(agent -> !Horizon.follows(line.order(), new Horizon(sql).tombstone(agent)))
        .orElse(false);
  }

  /** The agent with whose deletion the event goes: the author of the message, the agent of the session. */
  private Optional<AgentId> owner(EventLine line, Entity entity) {
    return switch (entity.kind()) {
      case MESSAGE -> firstNamed(entity, "message.create");
      case SESSION -> firstNamed(entity, "agent.session.start");
      case AGENT, CONTEXTS -> line.event().type().equals("agent.cleanup")
          ? Optional.empty()
          : Optional.of(new AgentId(entity.id()));
      case GROUP, PURGE, NONE -> Optional.empty();
    };
  }

  private Optional<AgentId> firstNamed(Entity entity, String type) {
    return sql.one("""
        SELECT json_extract(event_json, '$.agent_id') FROM events
        WHERE entity_kind = ? AND entity_id = ? AND type = ? AND json_extract(event_json, '$.agent_id') <> ''
        ORDER BY ts_ns, event_id""",
        row -> new AgentId(row.text(1)), entity.kind().key(), entity.id(), type);
  }
}
