package thrum.core.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.core.projection.Sql;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.MarkRead;
import thrum.protocol.time.LogTime;

/**
 * Records that the caller has read messages: those named, or everything unread in its inbox (02 §4.5
 * {@code message.markRead}, ruling 23). A message that it has already read gets no second receipt (03
 * §3.4).
 */
public record MarkingRead(MarkRead request, AgentId caller) implements Decision<MarkRead.Result> {

  private static final String READ_BY_CALLER = """
      SELECT coalesce((SELECT d.read_at IS NOT NULL FROM message_deliveries d
        WHERE d.message_id = m.message_id AND d.recipient_agent_id = ?2), 0)
      FROM visible_messages m WHERE m.message_id = ?1""";

  private static final String READ_BY_OTHERS =
      """
          SELECT recipient_agent_id FROM message_deliveries
          WHERE message_id = ?1 AND recipient_agent_id <> ?2 AND read_at IS NOT NULL ORDER BY recipient_agent_id""";

  private static final String ANYBODY_RETURNED =
      "SELECT EXISTS (SELECT 1 FROM agent_tombstones t JOIN agents a ON a.agent_id = t.agent_id)";

  private static final String RETURNED_AUTHOR = """
      SELECT m.agent_id FROM visible_messages m JOIN agent_tombstones t ON t.agent_id = m.agent_id
      WHERE m.message_id = ?""";

  @Override
  public Outcome<MarkRead.Result> decide(View view) {
    var session = new OpenSession(caller).require(view.sql());
    return request.all() ? everything(view, session) : named(view, session);
  }

  private Outcome<MarkRead.Result> everything(View view, SessionId session) {
    var unread = new UnreadMail(caller).find(view.sql());
    return outcome(view, session, unread, new MarkRead.Result(unread.size(), Map.of()));
  }

  private Outcome<MarkRead.Result> named(View view, SessionId session) {
    var sql = view.sql();
    var unread = new ArrayList<MessageId>();
    var alsoRead = new LinkedHashMap<MessageId, List<AgentId>>();
    var known = 0;
    for (var id : new LinkedHashSet<>(request.messageIds())) {
      var alreadyRead = sql.one(READ_BY_CALLER, row -> row.flag(1), id.value(), caller.value());
      if (alreadyRead.isEmpty()) {
        continue;
      }
      known++;
      if (!alreadyRead.get()) {
        unread.add(id);
      }
      var others = readByOthers(sql, id);
      if (!others.isEmpty()) {
        alsoRead.put(id, others);
      }
    }
    return outcome(view, session, unread, new MarkRead.Result(known, alsoRead));
  }

  private List<AgentId> readByOthers(Sql sql, MessageId id) {
    return sql.all(READ_BY_OTHERS, row -> new AgentId(row.text(1)), id.value(), caller.value());
  }

  /**
   * A receipt commutes with every other event of its message, because the earliest one counts. So one
   * time of this daemon's own serves all of them, and a message from a clock that runs ahead can still
   * be read. What it has to follow is only what would hide it: a purge, or the deletion of the message's
   * author.
   */
  private Outcome<MarkRead.Result> outcome(View view, SessionId session, List<MessageId> unread,
      MarkRead.Result result) {
    if (unread.isEmpty()) {
      return Outcome.of(result);
    }
    LogTime now = view.timeFor(Stream.concat(Stream.of(Entity.agent(caller)), returned(view, unread))
        .toArray(Entity[]::new));
    return Outcome.of(result,
        unread.stream()
            .map(id -> new MessageReceipt(now, id, caller, session, MessageReceipt.READ))
            .toList());
  }

  /** Authors who came back after a deletion; one dated too far ahead keeps nobody from reading the others. */
  private static Stream<Entity> returned(View view, List<MessageId> messages) {
    var sql = view.sql();
    if (!sql.one(ANYBODY_RETURNED, row -> row.flag(1)).orElse(false)) {
      return Stream.of();
    }
    return messages.stream()
        .flatMap(id -> sql.one(RETURNED_AUTHOR, row -> new AgentId(row.text(1)), id.value()).stream())
        .distinct()
        .map(Entity::agent)
        .filter(view::canFollow);
  }
}
