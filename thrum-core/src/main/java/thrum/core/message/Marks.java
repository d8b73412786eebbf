package thrum.core.message;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Audience;
import thrum.protocol.message.Link;
import thrum.protocol.message.Recipient;

/** What is attached to one message: scopes, refs, audiences, and who has it in which state. */
record Marks(List<Link> scopes, List<Link> refs, List<Recipient> recipients) {

  private static final String SCOPES =
      """
          SELECT scope_type, scope_value FROM message_scopes WHERE message_id = ? ORDER BY scope_type, scope_value""";

  private static final String REFS = """
      SELECT ref_type, ref_value FROM message_refs WHERE message_id = ? ORDER BY ref_type, ref_value""";

  private static final String RECIPIENTS = """
      SELECT recipient_agent_id, delivered_at, seen_at, read_at FROM message_deliveries
      WHERE message_id = ? ORDER BY recipient_agent_id""";

  static Marks of(Sql sql, MessageId message) {
    return new Marks(sql.all(SCOPES, row -> new Link(row.text(1), row.text(2)), message.value()),
        sql.all(REFS, row -> new Link(row.text(1), row.text(2)), message.value()),
        sql.all(RECIPIENTS, row -> new Recipient(new AgentId(row.text(1)), Columns.time(row, 2),
            Columns.timeOrNull(row, 3), Columns.timeOrNull(row, 4)), message.value()));
  }

  /**
   * Whom the message was addressed to, as far as refs and scopes tell: role and agent both appear as a
   * mention.
   */
  List<Audience> audiences() {
    SequencedSet<Audience> audiences = new LinkedHashSet<>();
    for (var ref : refs) {
      if (ref.is(Link.MENTION) || ref.is(Link.GROUP)) {
        audiences.add(new Audience(ref.type(), ref.value()));
      }
    }
    for (var scope : scopes) {
      if (scope.is(Link.GROUP)) {
        audiences.add(new Audience(Link.GROUP, scope.value()));
      }
    }
    return audiences.isEmpty() ? List.of(new Audience("broadcast", "everyone")) : List.copyOf(audiences);
  }

  /** How many of the recipients have read the message. */
  long readCount() {
    return recipients.stream().filter(recipient -> recipient.readAt() != null).count();
  }
}
