package thrum.core.projection;

import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code message_deliveries.early} right: whether the recipient had not registered when the message was
 * written.
 */
record EarlyDeliveries(Sql sql) {

  /**
   * The first registration of an agent is another one now. Null where there is none: then everything is
   * early.
   * The cost follows the messages between the two, or those that were early until now.
   */
  void move(String agent, @Nullable Long before, @Nullable Long now) {
    if (now != null && (before == null || now < before)) {
      sql.update(
          """
              UPDATE message_deliveries SET early = 0 WHERE recipient_agent_id = ?1 AND early = 1
                AND (SELECT created_ns FROM messages m WHERE m.message_id = message_deliveries.message_id) >= ?2""",
          agent, now);
    } else if (before != null) {
      sql.update("""
          UPDATE message_deliveries SET early = 1 WHERE recipient_agent_id = ?1 AND message_id IN
            (SELECT message_id FROM messages WHERE created_ns >= ?2 AND (?3 IS NULL OR created_ns < ?3))""",
          agent, before, now);
    }
  }
}
