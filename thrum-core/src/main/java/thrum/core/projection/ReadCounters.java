package thrum.core.projection;

import org.jspecify.annotations.Nullable;

/**
 * The maintained counts of inboxes: {@code audience_totals}, {@code audience_read} and
 * {@code audience_before}. Over a
 * set of audiences an agent has as many messages as the totals of other authors say, and as many unread as
 * remain
 * without the two others. Rows that would say 0 are removed.
 */
record ReadCounters(Sql sql) {

  /** A message that is not deleted. */
  record Counted(String messageId, long audience, String author, long createdNanos) {}

  /** Counts a message in, after its rows are there. */
  void add(Counted message, boolean anyRead, boolean beforeRegistrations) {
    sql.update("""
        INSERT INTO audience_totals (audience_id, agent_id, live) VALUES (?, ?, 1)
        ON CONFLICT (audience_id, agent_id) DO UPDATE SET live = live + 1""", message.audience,
        message.author);
    if (anyRead) {
      sql.update("""
          INSERT INTO audience_read (audience_id, agent_id, n)
          SELECT ?1, recipient_agent_id, 1 FROM message_deliveries
          WHERE message_id = ?2 AND read_at IS NOT NULL AND recipient_agent_id <> ?3
          ON CONFLICT (agent_id, audience_id) DO UPDATE SET n = n + 1""", message.audience, message.messageId,
          message.author);
    }
    if (beforeRegistrations) {
      sql.update("""
          INSERT INTO audience_before (audience_id, agent_id, n)
          SELECT ?1, a.agent_id, 1 FROM agents a
          WHERE a.first_registered_ns > ?4 AND a.agent_id <> ?3 AND NOT EXISTS
            (SELECT 1 FROM message_deliveries d WHERE d.message_id = ?2 AND d.recipient_agent_id = a.agent_id)
          ON CONFLICT (agent_id, audience_id) DO UPDATE SET n = n + 1""", message.audience, message.messageId,
          message.author, message.createdNanos);
    }
  }

  /** Counts a message out, while its rows are still there. */
  void remove(Counted message) {
    sql.update("UPDATE audience_totals SET live = live - 1 WHERE audience_id = ? AND agent_id = ?",
        message.audience,
        message.author);
    sql.update("DELETE FROM audience_totals WHERE audience_id = ? AND agent_id = ? AND live = 0",
        message.audience,
        message.author);
    for (String reader : sql.all("""
        SELECT recipient_agent_id FROM message_deliveries
        WHERE message_id = ? AND read_at IS NOT NULL AND recipient_agent_id <> ?""", row -> row.text(1),
        message.messageId, message.author)) {
      lower("audience_read", message.audience, reader);
    }
    for (String agent : sql.all(
        """
            SELECT a.agent_id FROM agents a
            WHERE a.first_registered_ns > ?3 AND a.agent_id <> ?2 AND NOT EXISTS
              (SELECT 1 FROM message_deliveries d WHERE d.message_id = ?1 AND d.recipient_agent_id = a.agent_id)""",
        row -> row.text(1), message.messageId, message.author, message.createdNanos)) {
      lower("audience_before", message.audience, agent);
    }
  }

  /** The agent got a delivery row of a message by another. */
  void delivered(Counted message, String agent) {
    if (sql.number("SELECT first_registered_ns > ? FROM agents WHERE agent_id = ?", message.createdNanos,
        agent) != 0) {
      lower("audience_before", message.audience, agent);
    }
  }

  /** The agent read a message by another. */
  void read(Counted message, String agent) {
    sql.update("""
        INSERT INTO audience_read (audience_id, agent_id, n) VALUES (?, ?, 1)
        ON CONFLICT (agent_id, audience_id) DO UPDATE SET n = n + 1""", message.audience, agent);
  }

  /**
   * Counts anew what is older than an agent's first registration: all by others, less what is newer, less
   * what names
   * the agent as recipient. The cost follows those two, which are few when the registration is new. The
   * {@link EarlyDeliveries} must be right by then.
   */
  void recountBefore(String agent, @Nullable Long firstRegistered) {
    sql.update("DELETE FROM audience_before WHERE agent_id = ?", agent);
    if (firstRegistered == null) {
      return;
    }
    sql.update(
        """
            INSERT INTO audience_before (audience_id, agent_id, n)
            SELECT audience_id, ?1, sum(n) FROM (
              SELECT audience_id, live AS n FROM audience_totals WHERE agent_id <> ?1
              UNION ALL
              SELECT audience_id, -1 FROM messages WHERE created_ns >= ?2 AND deleted = 0 AND agent_id <> ?1
              UNION ALL
              SELECT m.audience_id, -1 FROM message_deliveries d CROSS JOIN messages m ON m.message_id = d.message_id
              WHERE d.recipient_agent_id = ?1 AND d.early = 1 AND m.deleted = 0 AND m.agent_id <> ?1)
            GROUP BY audience_id HAVING sum(n) > 0""",
        agent, firstRegistered);
  }

  private void lower(String table, long audience, String agent) {
    sql.update("UPDATE " + table + " SET n = n - 1 WHERE agent_id = ? AND audience_id = ?", agent, audience);
    sql.update("DELETE FROM " + table + " WHERE agent_id = ? AND audience_id = ? AND n = 0", agent, audience);
  }
}
