package thrum.core.message;

import java.util.List;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Link;

/** Which messages are removed together; deleted ones never are. */
sealed interface BulkChoice {

  /** Their ids, oldest first. */
  List<MessageId> ids(Sql sql);

  /** Everything by one author, as others see it: with impersonation that is the agent. */
  record ByAuthor(AgentId author) implements BulkChoice {

    @Override
    public List<MessageId> ids(Sql sql) {
      return sql.all("""
          SELECT message_id FROM visible_messages WHERE agent_id = ? AND deleted = 0
          ORDER BY created_ns, message_id""", row -> new MessageId(row.text(1)), author.value());
    }
  }

  /** Everything that carries a scope. */
  record WithScope(Link scope) implements BulkChoice {

    /** The index by scope leaves groups out, which audiences find; so the statement has to say it. */
    private static final String OF_OTHER_SCOPES = """
        SELECT m.message_id FROM message_scopes s JOIN visible_messages m ON m.message_id = s.message_id
        WHERE s.scope_type = ?1 AND s.scope_value = ?2 AND s.scope_type <> 'group' AND m.deleted = 0
        ORDER BY m.created_ns, m.message_id""";

    private static final String OF_GROUPS = """
        SELECT m.message_id FROM audience_keys k JOIN visible_messages m ON m.audience_id = k.audience_id
        WHERE k.key = ?1 AND m.deleted = 0 AND EXISTS (SELECT 1 FROM message_scopes s
          WHERE s.message_id = m.message_id AND s.scope_type = 'group' AND s.scope_value = ?2)
        ORDER BY m.created_ns, m.message_id""";

    @Override
    public List<MessageId> ids(Sql sql) {
      var group = AudienceKey.ofScope(scope);
      return sql.all(group.isPresent() ? OF_GROUPS : OF_OTHER_SCOPES, row -> new MessageId(row.text(1)),
          group.orElse(scope.type()), scope.value());
    }
  }
}
