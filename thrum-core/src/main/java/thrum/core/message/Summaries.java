package thrum.core.message;

import java.util.Comparator;
import java.util.List;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.MessageSummary;

/** The messages of a page as a list shows them, each with whether it was read (02 §4.5, §5.5). */
final class Summaries {

  private static final String SELECTED =
      """
          SELECT m.message_id, m.thread_id, m.reply_to, m.agent_id, m.body_format, m.body_content, m.body_structured,
            m.created_at, m.updated_at, m.deleted, j.key, ("""
          + Reader.UNREAD + ") = 0";

  private static final String READ_BY_OTHERS =
      """
          OR EXISTS (SELECT 1 FROM message_deliveries d WHERE d.message_id = m.message_id AND d.read_at IS NOT NULL
              AND d.recipient_agent_id IN (SELECT value FROM json_each(?4)))""";

  private static final String BY_ROWS = """
      FROM json_each(?3) j CROSS JOIN messages m ON m.rowid = j.value""";

  private static final String READ_BY_READER = SELECTED + " " + BY_ROWS;
  private static final String READ_BY_ANY = SELECTED + " " + READ_BY_OTHERS + " " + BY_ROWS;

  /** A message at its place on the page. Sorting in SQL would copy every body once more. */
  private record Placed(long place, MessageSummary summary) {}

  private final ListFilter filter;

  Summaries(ListFilter filter) {
    this.filter = filter;
  }

  List<MessageSummary> read(Sql sql, List<Long> messages) {
    if (messages.isEmpty()) {
      return List.of();
    }
    var reader = reader(sql);
    var rows = JsonList.ofNumbers(messages);
    var placed = filter.otherReaders().isEmpty()
        ? sql.all(READ_BY_READER, Summaries::placed, reader.agent(), reader.since(), rows)
        : sql.all(READ_BY_ANY, Summaries::placed, reader.agent(), reader.since(), rows,
            JsonList.ofTexts(filter.otherReaders()));
    return placed.stream().sorted(Comparator.comparingLong(Placed::place)).map(Placed::summary).toList();
  }

  private Reader reader(Sql sql) {
    var reader = filter.reader();
    if (reader != null) {
      return reader;
    }
    var agent = filter.request().forAgent();
    return agent == null ? Reader.NOBODY : Reader.of(sql, agent);
  }

  private static Placed placed(Row row) {
    return new Placed(row.number(11),
        new MessageSummary(new MessageId(row.text(1)), Columns.thread(row, 2), Columns.message(row, 3),
            new AgentId(row.text(4)), Columns.body(row, 5), Columns.time(row, 8), Columns.timeOrNull(row, 9),
            row.flag(10), row.flag(12)));
  }
}
