package thrum.core.search;

import thrum.core.projection.Row;

/**
 * What the index needs of a message.
 *
 * @param row where the projection has it at the moment
 * @param keys whom it addresses, in the form that every rebuild gives
 */
record IndexedMessage(String id, long row, long nanos, String author, long audience, String keys,
    String body) {

  static final String COLUMNS = """
      m.message_id, m.rowid, m.created_ns, m.agent_id, m.audience_id,
        coalesce((SELECT a.keys FROM audiences a WHERE a.audience_id = m.audience_id), ''), m.body_content""";

  static IndexedMessage of(Row row) {
    return new IndexedMessage(row.text(1), row.number(2), row.number(3), row.text(4), row.number(5),
        row.text(6),
        row.text(7));
  }
}
