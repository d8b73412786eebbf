package thrum.core.subscription;

import org.jspecify.annotations.Nullable;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.core.projection.Sql;
import thrum.protocol.event.Subscribed;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.subscription.Subscribe;

/** A session subscribes to what it is not subscribed to yet (02 §4.7). */
public record Subscribing(Subscribe request, AgentId caller) implements Decision<Subscribed> {

  private static final String EQUAL = """
      SELECT EXISTS (SELECT 1 FROM subscriptions WHERE session_id = ? AND scope_type IS ? AND scope_value IS ?
        AND mention_role IS ?)""";

  /** What was written; its number is that of its row, see {@link SubscriptionNumber}. */
  @Override
  public Outcome<Subscribed> decide(View view) {
    SessionId session = new CurrentSession(caller).require(view.sql());
    var scope = request.scope();
    var subscribed = new Subscribed(view.timeFor(Entity.session(session)), view.ids().subscription(), session,
        scope == null ? null : scope.type(), scope == null ? null : scope.value(), request.mentionRole());
    if (isThere(view.sql(), subscribed)) {
      throw new Refused("subscribe: subscription already exists");
    }
    return Outcome.of(subscribed).withLocal(subscribed);
  }

  private static boolean isThere(Sql sql, Subscribed it) {
    @Nullable Object[] columns = {it.sessionId().value(), it.scopeType(), it.scopeValue(), it.mentionRole()};
    return sql.number(EQUAL, columns) != 0;
  }
}
