package thrum.core.projection;

import thrum.core.log.Routing;
import thrum.protocol.id.AgentId;

/** Knows from the projection whose shard a message stands in (03 §3.3). */
public final class MessageAuthors {

  private MessageAuthors() {}

  /** Routes lines by what this connection sees; a hidden message still has its author. */
  public static Routing routing(Sql sql) {
    return new Routing(message -> sql.one("SELECT agent_id FROM messages WHERE message_id = ?",
        row -> new AgentId(row.text(1)), message.value())
        .or(() -> sql.one("""
            SELECT json_extract(event_json, '$.agent_id') FROM events
            WHERE entity_kind = 'message' AND entity_id = ? AND type = 'message.create'
              AND json_extract(event_json, '$.agent_id') <> '' ORDER BY ts_ns, event_id""",
            row -> new AgentId(row.text(1)), message.value())));
  }
}
