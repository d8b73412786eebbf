package thrum.core.projection;

/**
 * Messages that events change while none creates them (04 §2.6): kept in a table, because finding them takes
 * a
 * look at
 * every event.
 */
record AwaitedMessages(Sql sql) {

  private static final String EVENTS =
      "SELECT 1 FROM events WHERE entity_kind = 'message' AND entity_id = ?1";

  /** To be called when an event of the message came without effect, came after others, or went. */
  void review(String message) {
    sql.update("DELETE FROM awaited WHERE message_id = ?", message);
    sql.update(
        "INSERT INTO awaited (message_id) SELECT ?1 WHERE EXISTS (" + EVENTS + ") AND NOT EXISTS (" + EVENTS
            + " AND type = 'message.create')",
        message);
  }
}
