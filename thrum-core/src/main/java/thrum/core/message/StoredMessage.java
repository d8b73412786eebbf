package thrum.core.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.message.Body;

/** What a decision needs to know of a message that exists, deleted or not. */
record StoredMessage(MessageId id, @Nullable ThreadId threadId, AgentId author, Body body, boolean deleted,
    long edits) {

  private static final String BY_ID = """
      SELECT message_id, thread_id, agent_id, body_format, body_content, body_structured, deleted, edit_count
      FROM visible_messages WHERE message_id = ?""";

  static Optional<StoredMessage> find(Sql sql, MessageId id) {
    return sql.one(BY_ID, StoredMessage::read, id.value());
  }

  private static StoredMessage read(Row row) {
    return new StoredMessage(new MessageId(row.text(1)), Columns.thread(row, 2), new AgentId(row.text(3)),
        Columns.body(row, 4), row.flag(7), row.number(8));
  }
}
