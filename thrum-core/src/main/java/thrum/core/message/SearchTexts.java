package thrum.core.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.core.search.Fit;
import thrum.core.search.Query;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.FoundMessage;
import thrum.protocol.message.MessageSummary;
import thrum.protocol.time.LogTime;

/**
 * Reads what the index proposes as it is now, and leaves out what may not be shown or does not fit any more.
 */
record SearchTexts(Sql sql, Query query, SearchSight sight, Reader reader, @Nullable LogTime since) {

  private static final String BY_NUMBER =
      """
          SELECT m.message_id, m.thread_id, m.reply_to, m.agent_id, m.body_format, m.body_content, m.body_structured,
            m.created_at, m.updated_at, ("""
          + Reader.UNREAD
          + """
              ) = 0, j.value, m.audience_id, m.created_ns
              FROM json_each(?3) j CROSS JOIN search.names n ON n.doc = j.value
              CROSS JOIN visible_messages m ON m.message_id = n.message_id
              WHERE m.deleted = 0""";

  /** A message and how well it fits. */
  record Text(MessageSummary message, Fit fit) {

    FoundMessage found() {
      return new FoundMessage(message.messageId(), message.threadId(), message.replyTo(), message.agentId(),
          message.body(), message.createdAt(), message.updatedAt(), message.deleted(), message.read(),
          fit.excerpt(), fit.score());
    }
  }

  /** Those that may be shown, by their numbers in the index. */
  Map<Long, Text> read(Collection<Long> docs) {
    var texts = new HashMap<Long, Text>();
    if (!docs.isEmpty()) {
      sql.each(BY_NUMBER, row -> {
        if (sight.shows(row.text(4), row.number(12)) && (since == null || row.number(13) >= since.nanos())) {
          Fit.of(query, row.text(6)).ifPresent(fit -> texts.put(row.number(11), new Text(message(row), fit)));
        }
      }, reader.agent(), reader.since(), JsonList.ofNumbers(docs));
    }
    return texts;
  }

  private static MessageSummary message(Row row) {
    return new MessageSummary(new MessageId(row.text(1)), Columns.thread(row, 2), Columns.message(row, 3),
        new AgentId(row.text(4)), Columns.body(row, 5), Columns.time(row, 8), Columns.timeOrNull(row, 9),
        false,
        row.flag(10));
  }
}
