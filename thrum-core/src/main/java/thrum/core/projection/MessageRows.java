package thrum.core.projection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.MessageState.Delivery;
import thrum.core.projection.MessageState.Edit;
import thrum.core.projection.MessageState.Reading;
import thrum.core.projection.ReadCounters.Counted;
import thrum.protocol.json.Json;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** The rows of one message in all its tables, with the counts and the thread that depend on it. */
record MessageRows(Sql sql) {

  /** More recipients than this are cheaper in one statement. */
  private static final int FEW = 3;

  /** Of the message {@code ?1}. */
  private static final String FIRST_REPLY_THREAD = """
      (SELECT r.logged_thread FROM messages r WHERE r.reply_to = ?1 AND r.logged_thread IS NOT NULL
       ORDER BY r.created_ns, r.create_event LIMIT 1)""";

  private static final String INSERT_MESSAGE =
      """
          INSERT INTO messages (message_id, logged_thread, agent_id, session_id, created_at, updated_at, body_format,
            body_content, body_structured, deleted, deleted_at, delete_reason, authored_by, disclosed, created_ns,
            updated_ns, create_event, reply_to, audience_id, edit_count, cluster, thread_id)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
            coalesce(?18, ?1), coalesce(?2, %s))"""
          .formatted(FIRST_REPLY_THREAD);

  private static final String JOIN_THREAD = """
      UPDATE messages SET thread_id = %s
      WHERE message_id = ?1 AND logged_thread IS NULL""".formatted(FIRST_REPLY_THREAD);

  /** Whether a recipient registered after the message was written, or never did. */
  private static final String EARLY =
      "NOT EXISTS (SELECT 1 FROM agents WHERE agent_id = %s AND first_registered_ns <= %s)";

  private static final String INSERT_DELIVERY =
      """
          INSERT INTO message_deliveries (message_id, recipient_agent_id, delivered_at, seen_at, read_at, read_ns, early)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, %s)"""
          .formatted(EARLY.formatted("?2", "?7"));

  private static final String INSERT_DELIVERIES = """
      INSERT INTO message_deliveries (message_id, recipient_agent_id, delivered_at, early)
      SELECT ?1, value, ?2, %s FROM json_each(?3)""".formatted(EARLY.formatted("value", "?4"));

  /** Writes a message that is not there. */
  void insert(MessageState message) {
    var audience = Audience.of(message.created);
    long audienceId =
        sql.one("SELECT audience_id FROM audiences WHERE keys = ?", row -> row.number(1), audience.text())
            .orElseGet(() -> audience.insert(sql));
    insert(message, audienceId, true);
  }

  /**
   * As {@link #insert(MessageState)} where the audience is known, and whether any agent registered later than
   * it.
   */
  void insert(MessageState message, long audience, boolean beforeRegistrations) {
    insertMessage(message, audience);
    String id = message.created.messageId().value();
    for (Link scope : message.created.scopes()) {
      sql.update(
          "INSERT OR IGNORE INTO message_scopes (message_id, scope_type, scope_value) VALUES (?, ?, ?)", id,
          scope.type(), scope.value());
    }
    for (Link ref : message.created.refs()) {
      sql.update("INSERT OR IGNORE INTO message_refs (message_id, ref_type, ref_value) VALUES (?, ?, ?)", id,
          ref.type(),
          ref.value());
    }
    insertDeliveries(id, message);
    for (Map.Entry<String, Reading> reading : message.readings.entrySet()) {
      insertReading(id, reading.getKey(), reading.getValue());
    }
    for (Edit edit : message.edits) {
      insertEdit(message, edit);
    }
    if (message.deletion == null) {
      new ReadCounters(sql).add(counted(message, audience), message.anyRead(), beforeRegistrations);
    }
    if (message.created.threadId() != null) {
      joinThread(replyTo(message));
    }
  }

  private void insertMessage(MessageState message, long audience) {
    var created = message.created;
    var deletion = message.deletion;
    String id = created.messageId().value();
    String thread = created.threadId() == null ? null : created.threadId().value();
    LogTime updated = message.edits.isEmpty() ? null : message.edits.getLast().line().event().timestamp();
    sql.update(INSERT_MESSAGE, id, thread, created.agentId().value(), created.sessionId().value(),
        created.timestamp().text(), updated == null ? null : updated.text(), message.body.format(),
        message.body.content(), message.body.structured(), deletion != null,
        deletion == null ? null : deletion.timestamp().text(), deletion == null ? null : deletion.reason(),
        created.authoredBy() == null ? null : created.authoredBy().value(), created.disclosed(),
        created.timestamp().nanos(), updated == null ? null : updated.nanos(),
        message.line.envelope().eventId().value(), replyTo(message), audience, message.edits.size());
  }

  /** What is delivered and nothing more goes in at once: a broadcast has a row per agent. */
  private void insertDeliveries(String id, MessageState message) {
    if (message.deliveries.size() > FEW && !message.anySeen() && message.deliveries.keySet()
        .stream()
        .noneMatch(recipient -> recipient.indexOf('\0') >= 0)) {
      sql.update(INSERT_DELIVERIES, id, message.created.timestamp().text(),
          Json.MAPPER.writeValueAsString(message.deliveries.keySet()), message.created.timestamp().nanos());
      return;
    }
    for (Map.Entry<String, Delivery> delivery : message.deliveries.entrySet()) {
      insertDelivery(id, message.created.timestamp().nanos(), delivery.getKey(), delivery.getValue());
    }
  }

  /** @param createdNanos when the message was written */
  void insertDelivery(String message, long createdNanos, String recipient, Delivery delivery) {
    sql.update(INSERT_DELIVERY, message, recipient, delivery.delivered().text(), text(delivery.seen()),
        text(delivery.read()), delivery.read() == null ? null : delivery.read().nanos(), createdNanos);
  }

  void insertReading(String message, String session, Reading reading) {
    sql.update(
        "INSERT OR IGNORE INTO message_reads (message_id, session_id, agent_id, read_at) VALUES (?, ?, ?, ?)",
        message, session, reading.agent().value(), reading.at().text());
  }

  private void insertEdit(MessageState message, Edit edit) {
    insertEdit(message.created.messageId().value(), message.created.sessionId().value(), edit);
  }

  void insertEdit(String message, String session, Edit edit) {
    sql.update("""
        INSERT INTO message_edits (message_id, edited_at, edited_by, old_content, new_content, old_structured,
        new_structured, edited_ns, event_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""", message,
        edit.line().event().timestamp().text(), session, edit.before().content(), edit.after().content(),
        edit.before().structured(), edit.after().structured(), edit.line().order().nanos(),
        edit.line().order().eventId());
  }

  /** Removes messages with everything that hangs on them, as far as they are there. */
  void remove(MessageSet messages) {
    List<Optional<String>> parents = messages.all(sql,
        "SELECT DISTINCT iif(logged_thread IS NULL, NULL, reply_to) FROM messages WHERE message_id%s",
        row -> Optional.ofNullable(row.textOrNull(1)));
    if (parents.isEmpty()) {
      return;
    }
    new ReadCounters(sql).remove(messages);
    messages.update(sql, "DELETE FROM message_scopes WHERE message_id%s");
    messages.update(sql, "DELETE FROM message_refs WHERE message_id%s");
    messages.update(sql, "DELETE FROM message_deliveries WHERE message_id%s");
    messages.update(sql, "DELETE FROM message_reads WHERE message_id%s");
    messages.update(sql, "DELETE FROM message_edits WHERE message_id%s");
    messages.update(sql, "DELETE FROM messages WHERE message_id%s");
    parents.stream().flatMap(Optional::stream).forEach(this::joinThread);
  }

  /** Gives a message without a thread of its own the thread of its first reply that has one. */
  private void joinThread(@Nullable String parent) {
    if (parent != null) {
      sql.update(JOIN_THREAD, parent);
    }
  }

  private static Counted counted(MessageState message, long audience) {
    return new Counted(message.created.messageId().value(), audience, message.created.agentId().value(),
        message.created.timestamp().nanos());
  }

  private static @Nullable String replyTo(MessageState message) {
    for (Link ref : message.created.refs()) {
      if (ref.is(Link.REPLY_TO)) {
        return ref.value();
      }
    }
    return null;
  }

  private static @Nullable String text(@Nullable LogTime time) {
    return time == null ? null : time.text();
  }
}
