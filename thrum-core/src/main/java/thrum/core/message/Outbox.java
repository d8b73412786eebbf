package thrum.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.ListOutbox;
import thrum.protocol.message.OutboxMessage;

/**
 * What the caller wrote, newest first, with who has received and read it (02 §4.5 {@code
 * message.outbox}).
 */
public record Outbox(ListOutbox request, AgentId caller) {

  private static final String EVERYONE = "everyone";

  private static final String WRITTEN = " FROM visible_messages m WHERE m.agent_id = ?1";

  private static final String TO_EVERYONE = """
      AND m.audience_id IN (SELECT audience_id FROM audience_keys WHERE key IN ('b', 'g:everyone'))""";

  private static final String TO_SOMEBODY = """
      AND (m.audience_id IN (SELECT audience_id FROM audience_keys
                             WHERE lower(substr(key, 3)) = ?2 OR substr(key, 3) = ?3)
        OR EXISTS (SELECT 1 FROM message_deliveries d WHERE d.message_id = m.message_id
                   AND (lower(d.recipient_agent_id) = ?2 OR d.recipient_agent_id = ?3)))""";

  private static final String NOT_READ_BY_ALL =
      """
          AND EXISTS (SELECT 1 FROM message_deliveries d WHERE d.message_id = m.message_id AND d.read_at IS NULL)""";

  private static final String SELECTED =
      """
          SELECT m.message_id, m.thread_id, m.reply_to, m.agent_id, m.body_format, m.body_content, m.body_structured,
            m.created_at, m.updated_at, m.deleted""";

  /** Refuses a {@code to} filter that names nobody. */
  public ListOutbox.Result run(Sql sql) {
    var page = new Page(request.pageSize(), request.page());
    var condition = new StringBuilder(WRITTEN);
    var arguments = new ArrayList<@Nullable Object>(List.of(caller.value()));
    var to = to();
    if (EVERYONE.equals(to)) {
      condition.append(TO_EVERYONE);
    } else if (to != null) {
      condition.append(TO_SOMEBODY);
      arguments.add(to.toLowerCase(Locale.ROOT));
      arguments.add(to);
    }
    if (request.unread()) {
      condition.append(NOT_READ_BY_ALL);
    }
    var total = sql.number("SELECT count(*)" + condition, arguments.toArray());
    return new ListOutbox.Result(messages(sql, condition.toString(), arguments, page), total, page.number(),
        page.size(), page.pagesOf(total));
  }

  private List<OutboxMessage> messages(Sql sql, String condition, List<@Nullable Object> arguments,
      Page page) {
    var numbered = arguments.size();
    arguments.add(page.size());
    arguments.add(page.offset());
    var statement =
        SELECTED + condition + " ORDER BY m.created_ns DESC, m.message_id DESC LIMIT ?" + (numbered + 1)
            + " OFFSET ?" + (numbered + 2);
    return sql.all(statement, row -> sent(sql, row), arguments.toArray());
  }

  /** The name without its {@code @}; {@code everyone} in lower case. */
  private @Nullable String to() {
    var given = request.to();
    if (given == null) {
      return null;
    }
    var trimmed = given.strip();
    var name = trimmed.startsWith("@") ? trimmed.substring(1) : trimmed;
    if (name.isEmpty()) {
      throw new Refused("invalid to filter");
    }
    return name.equalsIgnoreCase(EVERYONE) ? EVERYONE : name;
  }

  private static OutboxMessage sent(Sql sql, Row row) {
    var id = new MessageId(row.text(1));
    var marks = Marks.of(sql, id);
    return new OutboxMessage(id, Columns.thread(row, 2), Columns.message(row, 3), new AgentId(row.text(4)),
        Columns.body(row, 5), Columns.time(row, 8), Columns.timeOrNull(row, 9), row.flag(10), false,
        marks.audiences(), marks.recipients(), marks.readCount());
  }
}
