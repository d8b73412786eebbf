package thrum.core.projection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import thrum.core.projection.Entity.Kind;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.ParsedLine;

/** The table {@code events}: all events known, which everything else is computed from. */
record EventRows(Sql sql) {

  private static final String ORDERED = " ORDER BY ts_ns, event_id";
  private static final String USABLE = " AND event_id NOT IN (SELECT event_id FROM quarantine)";

  /** False when an event of this id is there already. */
  boolean insert(EventLine line, Entity entity, long sequence, String text) {
    return sql.update(
        """
            INSERT INTO events (sequence, event_id, type, timestamp, origin_daemon, event_json, ts_ns, entity_kind, entity_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING""",
        sequence, line.envelope().eventId().value(),
        line.event().type(), line.event().timestamp().text(), line.envelope().originDaemon(), text,
        line.order().nanos(),
        entity.kind().key(), entity.id()) == 1;
  }

  /** Puts another line in the place of the one of the same id. */
  void replace(EventLine line, Entity entity, String text) {
    sql.update(
        """
            UPDATE events SET type = ?, timestamp = ?, origin_daemon = ?, event_json = ?, ts_ns = ?, entity_kind = ?,
            entity_id = ? WHERE event_id = ?""",
        line.event().type(), line.event().timestamp().text(),
        line.envelope().originDaemon(), text, line.order().nanos(), entity.kind().key(), entity.id(),
        line.envelope().eventId().value());
  }

  Optional<EventLine> byId(String eventId) {
    return sql.one("SELECT event_json FROM events WHERE event_id = ?", row -> line(row.text(1)), eventId);
  }

  /** What the event of this id changes; empty when there is none. */
  Optional<Entity> entityOf(String eventId) {
    return sql.one("SELECT entity_kind, entity_id FROM events WHERE event_id = ?",
        row -> new Entity(Kind.of(row.text(1)), row.text(2)), eventId);
  }

  /** The entity's events in canonical order; for a group those of all groups. */
  List<EventLine> of(Entity entity) {
    return entity.kind() == Kind.GROUP
        ? sql.all("SELECT event_json FROM events WHERE entity_kind = ?" + USABLE + ORDERED,
            row -> line(row.text(1)),
            entity.kind().key())
        : sql.all("SELECT event_json FROM events WHERE entity_kind = ? AND entity_id = ?" + USABLE + ORDERED,
            row -> line(row.text(1)), entity.kind().key(), entity.id());
  }

  /** As {@link #of(Entity)} of one that is no group, without events older than that, in nanoseconds. */
  List<EventLine> of(Entity entity, long from) {
    return sql.all(
        "SELECT event_json FROM events WHERE entity_kind = ? AND entity_id = ? AND ts_ns >= ?" + USABLE
            + ORDERED,
        row -> line(row.text(1)), entity.kind().key(), entity.id(), from);
  }

  /** Whether no event of the entity comes after this place. */
  boolean isNewest(Entity entity, EventOrder order) {
    return entity.kind() == Kind.GROUP
        ? sql.number(
            "SELECT EXISTS (SELECT 1 FROM events WHERE entity_kind = ? AND (ts_ns, event_id) > (?, ?))",
            entity.kind().key(), order.nanos(), order.eventId()) == 0
        : sql.number(
            """
                SELECT EXISTS (SELECT 1 FROM events WHERE entity_kind = ? AND entity_id = ? AND (ts_ns, event_id) > (?, ?))""",
            entity.kind().key(), entity.id(), order.nanos(), order.eventId()) == 0;
  }

  /** The id of the entity's last event; empty when it has none. */
  Optional<String> latestId(Entity entity) {
    return sql.one(
        "SELECT event_id FROM events WHERE entity_kind = ? AND entity_id = ? ORDER BY ts_ns DESC, event_id DESC LIMIT 1",
        row -> row.text(1), entity.kind().key(), entity.id());
  }

  static EventLine line(String text) {
    ParsedLine parsed = EventCodec.parse(text.getBytes(StandardCharsets.UTF_8));
    if (parsed instanceof EventLine line) {
      return line;
    }
    throw new IllegalStateException("the database holds an event that is none: " + text);
  }
}
