package thrum.core.message;

import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;

/**
 * Somebody for whom messages are read or unread (02 §5.5). What is older than his first registration
 * and does not name him as recipient counts as read (ruling 53).
 *
 * @param since nanoseconds since the epoch; the least number when he never registered
 */
record Reader(String agent, long since) {

  /** Of messages {@code m}; takes {@link #agent()} and {@link #since()} as {@code ?1} and {@code ?2}. */
  static final String UNREAD = """
      CASE (SELECT d.read_at IS NOT NULL FROM message_deliveries d
            WHERE d.message_id = m.message_id AND d.recipient_agent_id = ?1)
        WHEN 1 THEN 0 WHEN 0 THEN 1 ELSE m.created_ns >= ?2 END""";

  /** For whom everything is unread. */
  static final Reader NOBODY = new Reader("", Long.MIN_VALUE);

  private static final String FIRST_REGISTERED = "SELECT first_registered_ns FROM agents WHERE agent_id = ?";

  static Reader of(Sql sql, AgentId agent) {
    return new Reader(agent.value(),
        sql.one(FIRST_REGISTERED, row -> row.number(1), agent.value()).orElse(Long.MIN_VALUE));
  }
}
