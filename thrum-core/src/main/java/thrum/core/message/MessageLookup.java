package thrum.core.message;

import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.GetMessage;
import thrum.protocol.message.MessageDetail;

/** One message in full, a deleted one too (02 §4.5 {@code message.get}). Reading does not mark it as read. */
public record MessageLookup(GetMessage request) {

  private static final String BY_ID =
      """
          SELECT message_id, thread_id, reply_to, agent_id, body_format, body_content, body_structured, created_at,
            updated_at, deleted, session_id, deleted_at, delete_reason
          FROM visible_messages WHERE message_id = ?""";

  /** Refuses an unknown id. */
  public GetMessage.Result run(Sql sql) {
    var id = request.messageId();
    var marks = Marks.of(sql, id);
    return sql.one(BY_ID, row -> new GetMessage.Result(message(row, marks)), id.value())
        .orElseThrow(() -> MessageRefusals.messageNotFound(id));
  }

  private static MessageDetail message(Row row, Marks marks) {
    return new MessageDetail(new MessageId(row.text(1)), Columns.thread(row, 2), Columns.message(row, 3),
        new MessageDetail.Author(new AgentId(row.text(4)), SessionId.fromText(row.textOrNull(11))),
        Columns.body(row, 5),
        marks.scopes(), marks.refs(),
        new MessageDetail.Metadata(Columns.timeOrNull(row, 12), row.textOrNull(13)),
        Columns.time(row, 8), Columns.timeOrNull(row, 9), row.flag(10), marks.audiences(),
        marks.recipients());
  }
}
