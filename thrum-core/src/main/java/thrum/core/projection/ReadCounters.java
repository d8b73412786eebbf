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

  /** So many messages of an audience, by or for an agent. */
  private record Count(long audience, String agent, long n) {
    static Count of(Row row) {
      return new Count(row.number(1), row.text(2), row.number(3));
    }
  }

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

  /** Counts messages out, while their rows are still there and not yet marked as deleted. */
  void remove(MessageSet messages) {
    for (Count count : messages.all(sql,
        """
            SELECT audience_id, agent_id, count(*) FROM messages WHERE message_id%s AND deleted = 0 GROUP BY 1, 2""",
        Count::of)) {
      sql.update("UPDATE audience_totals SET live = live - ? WHERE audience_id = ? AND agent_id = ?", count.n,
          count.audience, count.agent);
      sql.update("DELETE FROM audience_totals WHERE audience_id = ? AND agent_id = ? AND live = 0",
          count.audience, count.agent);
    }
    messages
        .all(sql,
            """
                SELECT m.audience_id, d.recipient_agent_id, count(*)
                FROM messages m CROSS JOIN message_deliveries d ON d.message_id = m.message_id
                WHERE m.message_id%s AND m.deleted = 0 AND d.read_at IS NOT NULL AND d.recipient_agent_id <> m.agent_id
                GROUP BY 1, 2""",
            Count::of)
        .forEach(count -> lower("audience_read", count));
    messages
        .all(sql,
            """
                SELECT m.audience_id, a.agent_id, count(*)
                FROM messages m CROSS JOIN agents a ON a.first_registered_ns > m.created_ns AND a.agent_id <> m.agent_id
                WHERE m.message_id%s AND m.deleted = 0 AND NOT EXISTS (SELECT 1 FROM message_deliveries d
                  WHERE d.message_id = m.message_id AND d.recipient_agent_id = a.agent_id)
                GROUP BY 1, 2""",
            Count::of)
        .forEach(count -> lower("audience_before", count));
  }

  /** The agent got a delivery row of a message by another. */
  void delivered(Counted message, String agent) {
    if (sql.number("SELECT first_registered_ns > ? FROM agents WHERE agent_id = ?", message.createdNanos,
        agent) != 0) {
      lower("audience_before", new Count(message.audience, agent, 1));
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

  private void lower(String table, Count by) {
    sql.update("UPDATE " + table + " SET n = n - ? WHERE agent_id = ? AND audience_id = ?", by.n, by.agent,
        by.audience);
    sql.update("DELETE FROM " + table + " WHERE agent_id = ? AND audience_id = ? AND n = 0", by.agent,
        by.audience);
  }
}
