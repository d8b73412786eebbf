package thrum.core.search;

import thrum.core.projection.Row;

/** What the index needs of a message. */
record IndexedMessage(String id, long nanos, String author, long audience, String body) {

  static final String COLUMNS = "m.message_id, m.created_ns, m.agent_id, m.audience_id, m.body_content";

  static IndexedMessage of(Row row) {
    return new IndexedMessage(row.text(1), row.number(2), row.text(3), row.number(4), row.text(5));
  }
}
