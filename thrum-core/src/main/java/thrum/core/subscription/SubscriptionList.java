package thrum.core.subscription;

import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.subscription.ListSubscriptions;
import thrum.protocol.subscription.ListSubscriptions.Subscription;
import thrum.protocol.time.LogTime;

/** What the caller's session is subscribed to, newest first (02 §4.7). */
public record SubscriptionList(AgentId caller) {

  private static final String OF_SESSION = """
      SELECT id, scope_type, scope_value, mention_role, created_at FROM subscriptions WHERE session_id = ?
      ORDER BY created_ns DESC, id DESC""";

  public ListSubscriptions.Result run(Sql sql) {
    var session = new CurrentSession(caller).require(sql);
    return new ListSubscriptions.Result(
        sql.all(OF_SESSION, SubscriptionList::subscription, session.value()));
  }

  private static Subscription subscription(Row row) {
    var scope = row.textOrNull(2);
    var role = row.textOrNull(4);
    return new Subscription(row.number(1), scope, row.textOrNull(3), role, scope == null && role == null,
        LogTime.parse(row.text(5)));
  }
}
