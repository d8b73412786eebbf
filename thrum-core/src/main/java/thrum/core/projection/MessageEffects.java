package thrum.core.projection;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.MessageState.Delivery;
import thrum.core.projection.MessageState.Edit;
import thrum.core.projection.MessageState.Reading;
import thrum.core.projection.ReadCounters.Counted;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Body;
import thrum.protocol.time.LogTime;

/** Messages: creation, edits, deletion, receipts (03 §5.5). */
record MessageEffects(Sql sql) {

  /** What a creation has to know before it is written. */
  private record Surroundings(boolean known, boolean hidden, long audience, boolean beforeRegistrations) {}

  /** What a change has to know of its message, and of the reader in a receipt. */
  private record Target(boolean outOfOrder, boolean hidden, Counted counted, String session, Body body,
      boolean deleted, Mark mark) {}

  /** Whether a message was read by somebody to whom it was delivered. */
  private enum Mark {
    UNREAD, READ, NOT_DELIVERED
  }

  void apply(EventLine line) {
    switch (line.event()) {
      case MessageCreated created -> recompute(created.messageId().value());
      case MessageEdited edited -> change(line, edited.messageId(), target -> edit(line, edited, target));
      case MessageDeleted deleted -> change(line, deleted.messageId(), target -> delete(deleted, target));
      case MessageReceipt receipt -> recompute(receipt.messageId().value());
      default -> throw new IllegalArgumentException("not about a message: " + line.event().type());
    }
  }

  /**
   * Writes a creation or a receipt when nothing later is known of its message, which is nearly always.
   * Nothing in the values can fail then, so it needs no savepoint, which would copy each page that it
   * touches.
   *
   * @return false when the event has to be applied in another way
   */
  boolean applyPlainly(EventLine line) {
    return switch (line.event()) {
      case MessageCreated created -> create(line, created);
      case MessageReceipt receipt -> receive(line, receipt);
      default -> false;
    };
  }

  private boolean receive(EventLine line, MessageReceipt receipt) {
    Optional<Target> found = target(line, receipt.messageId(), receipt.agentId().value());
    if (found.isPresent() && found.get().outOfOrder) {
      return false;
    }
    found.ifPresentOrElse(target -> receive(receipt, target),
        () -> new AwaitedMessages(sql).review(receipt.messageId().value()));
    return true;
  }

  private boolean create(EventLine line, MessageCreated created) {
    var audience = Audience.of(created);
    Surroundings found = surroundings(line, created, audience);
    if (found.known) {
      return false;
    }
    if (!found.hidden) {
      long audienceId = found.audience == 0 ? audience.insert(sql) : found.audience;
      new MessageRows(sql).insert(new MessageState(line, created), audienceId, found.beforeRegistrations);
    }
    return true;
  }

  /** Computes the message from its events. */
  void recompute(String message) {
    new AwaitedMessages(sql).review(message);
    new MessageRows(sql).remove(MessageSet.of(message));
    insertVisible(message, new Horizon(sql).cutoff());
  }

  /** As {@link #recompute(String)} for each: cheap for those that a purge hides. */
  void recompute(Collection<String> messages) {
    long cutoff = new Horizon(sql).cutoff();
    for (MessageSet set : MessageSet.of(messages)) {
      new MessageRows(sql).remove(set);
    }
    messages.forEach(message -> insertVisible(message, cutoff));
  }

  private void insertVisible(String message, long cutoff) {
    MessageState
        .of(new EventRows(sql).of(Entity.message(new MessageId(message)), cutoff),
            new Horizon(sql)::tombstone)
        .ifPresent(new MessageRows(sql)::insert);
  }

  private Surroundings surroundings(EventLine line, MessageCreated created, Audience audience) {
    return sql.one(
        """
            SELECT EXISTS (SELECT 1 FROM events WHERE entity_kind = 'message' AND entity_id = ?1 AND event_id <> ?2),
              EXISTS (SELECT 1 FROM purge_metadata WHERE key = 'purge_cutoff' AND ns > ?3)
                OR EXISTS (SELECT 1 FROM agent_tombstones WHERE agent_id = ?4 AND (ts_ns, event_id) > (?3, ?2)),
              (SELECT audience_id FROM audiences WHERE keys = ?5),
              EXISTS (SELECT 1 FROM agents WHERE first_registered_ns > ?3)""",
        row -> new Surroundings(row.flag(1), row.flag(2), row.number(3), row.flag(4)),
        created.messageId().value(), line.order().eventId(), line.order().nanos(), created.agentId().value(),
        audience.text()).orElseThrow();
  }

  /**
   * Makes the change directly when it is the newest event of its message; a change of an unknown message
   * waits.
   */
  private void change(EventLine line, MessageId id, Consumer<Target> direct) {
    target(line, id, null).ifPresentOrElse(target -> {
      if (target.outOfOrder) {
        recompute(id.value());
      } else {
        direct.accept(target);
      }
    }, () -> new AwaitedMessages(sql).review(id.value()));
  }

  /** The message that an event changes; empty when it is not there, or when a purge hides the event. */
  private Optional<Target> target(EventLine line, MessageId id, @Nullable String reader) {
    return sql.one("""
        SELECT EXISTS (SELECT 1 FROM events
            WHERE entity_kind = 'message' AND entity_id = ?1 AND (ts_ns, event_id) > (?2, ?3)),
          EXISTS (SELECT 1 FROM purge_metadata WHERE key = 'purge_cutoff' AND ns > ?2),
          audience_id, agent_id, created_ns, session_id, body_format, body_content, body_structured, deleted,
          coalesce((SELECT read_at IS NOT NULL FROM message_deliveries d
            WHERE d.message_id = ?1 AND d.recipient_agent_id = ?4), 2)
        FROM messages WHERE message_id = ?1""",
        row -> new Target(row.flag(1), row.flag(2),
            new Counted(id.value(), row.number(3), row.text(4), row.number(5)), row.text(6),
            new Body(row.text(7), row.text(8), row.textOrNull(9)), row.flag(10),
            Mark.values()[(int) row.number(11)]),
        id.value(), line.order().nanos(), line.order().eventId(), reader)
        .filter(target -> !target.hidden);
  }

  private void edit(EventLine line, MessageEdited edited, Target target) {
    String id = edited.messageId().value();
    new MessageRows(sql).insertEdit(id, target.session, new Edit(line, target.body, edited.body()));
    sql.update("""
        UPDATE messages SET body_content = ?, body_structured = ?, updated_at = ?, updated_ns = ?,
        edit_count = edit_count + 1 WHERE message_id = ?""", edited.body().content(),
        edited.body().structured(),
        edited.timestamp().text(), edited.timestamp().nanos(), id);
  }

  private void delete(MessageDeleted deleted, Target target) {
    if (!target.deleted) {
      new ReadCounters(sql).remove(MessageSet.of(target.counted.messageId()));
    }
    sql.update("UPDATE messages SET deleted = 1, deleted_at = ?, delete_reason = ? WHERE message_id = ?",
        deleted.timestamp().text(), deleted.reason(), deleted.messageId().value());
  }

  private void receive(MessageReceipt receipt, Target target) {
    boolean read = MessageState.isRead(receipt);
    if (!read && !receipt.receiptType().equals(MessageReceipt.SEEN)) {
      return;
    }
    String id = receipt.messageId().value();
    String reader = receipt.agentId().value();
    LogTime at = receipt.timestamp();
    var counters = new ReadCounters(sql);
    boolean counts = !target.deleted && !target.counted.author().equals(reader);
    if (target.mark == Mark.NOT_DELIVERED) {
      new MessageRows(sql).insertDelivery(id, target.counted.createdNanos(), reader,
          new Delivery(at, at, read ? at : null));
      if (counts) {
        counters.delivered(target.counted, reader);
      }
    } else if (target.mark == Mark.UNREAD) {
      sql.update("""
          UPDATE message_deliveries SET seen_at = coalesce(seen_at, ?), read_at = ?, read_ns = ?
          WHERE message_id = ? AND recipient_agent_id = ?""", at.text(), read ? at.text() : null,
          read ? at.nanos() : null, id, reader);
    }
    if (counts && read && target.mark != Mark.READ) {
      counters.read(target.counted, reader);
    }
    if (read && receipt.sessionId() != null) {
      new MessageRows(sql).insertReading(id, receipt.sessionId().value(), new Reading(receipt.agentId(), at));
    }
  }
}
