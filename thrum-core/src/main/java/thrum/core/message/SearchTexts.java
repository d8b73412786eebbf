package thrum.core.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.core.search.Fit;
import thrum.core.search.IndexReading.Match;
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

  private static final String TO_BE_WEIGHED = """
      SELECT j.value, m.agent_id, m.audience_id, m.created_ns, substr(m.body_content, 1, ?2)
      FROM json_each(?1) j CROSS JOIN search.names n ON n.doc = j.value
      CROSS JOIN visible_messages m ON m.message_id = n.message_id
      WHERE m.deleted = 0""";

  /** Those that may be shown, by their numbers in the index. One text at a time is in memory besides them. */
  Map<Long, FoundMessage> read(Collection<Long> docs) {
    var found = new HashMap<Long, FoundMessage>();
    if (!docs.isEmpty()) {
      sql.each(BY_NUMBER, row -> {
        if (mayBeShown(row.text(4), row.number(12), row.number(13))) {
          Fit.of(query, row.text(6)).ifPresent(fit -> found.put(row.number(11), found(message(row), fit)));
        }
      }, reader.agent(), reader.since(), JsonList.ofNumbers(docs));
    }
    return found;
  }

  /**
   * What those that may be shown score, by their numbers in the index. No text is kept. One that lacks a
   * phrase in the part that is weighed scores what it does at least for its length.
   */
  Map<Long, Double> scores(Collection<Match> matches) {
    var least = matches.stream().collect(Collectors.toMap(Match::doc, match -> match.scoresAtLeast(query)));
    var scores = new HashMap<Long, Double>();
    sql.each(TO_BE_WEIGHED, row -> {
      if (mayBeShown(row.text(2), row.number(3), row.number(4))) {
        long doc = row.number(1);
        String beginning = row.text(5);
        Fit.score(query, beginning).ifPresentOrElse(score -> scores.put(doc, score), () -> {
          if (beginning.length() > Fit.WEIGHED) {
            scores.put(doc, least.getOrDefault(doc, 0.0));
          }
        });
      }
    }, JsonList.ofNumbers(least.keySet()), Fit.WEIGHED + 1);
    return scores;
  }

  private boolean mayBeShown(String author, long audience, long nanos) {
    return sight.shows(author, audience) && (since == null || nanos >= since.nanos());
  }

  private static FoundMessage found(MessageSummary message, Fit fit) {
    return new FoundMessage(message.messageId(), message.threadId(), message.replyTo(), message.agentId(),
        message.body(), message.createdAt(), message.updatedAt(), message.deleted(), message.read(),
        fit.excerpt(), fit.score());
  }

  private static MessageSummary message(Row row) {
    return new MessageSummary(new MessageId(row.text(1)), Columns.thread(row, 2), Columns.message(row, 3),
        new AgentId(row.text(4)), Columns.body(row, 5), Columns.time(row, 8), Columns.timeOrNull(row, 9),
        false,
        row.flag(10));
  }
}
