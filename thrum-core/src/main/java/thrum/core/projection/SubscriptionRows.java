package thrum.core.projection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.LocalLine;
import thrum.protocol.event.Subscribed;
import thrum.protocol.event.Unsubscribed;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/**
 * Subscriptions of a session. Clients know them by the number of their row, so rows that stay are not
 * touched.
 */
record SubscriptionRows(Sql sql) {

  private record Target(@Nullable String scopeType, @Nullable String scopeValue,
      @Nullable String mentionRole) {}

  /** Makes the session's rows those that its lines ask for, in canonical order. */
  void set(String session, List<LocalLine> lines) {
    List<Subscribed> wanted = wanted(lines);
    List<Subscribed> stored = stored(session);
    stored.stream().filter(it -> !wanted.contains(it)).forEach(this::delete);
    wanted.stream().filter(it -> !stored.contains(it)).forEach(this::insert);
  }

  private List<Subscribed> stored(String session) {
    return sql.all("""
        SELECT created_at, subscription_id, scope_type, scope_value, mention_role FROM subscriptions
        WHERE session_id = ?""", row -> new Subscribed(LogTime.parse(row.text(1)), row.text(2),
        new SessionId(session), row.textOrNull(3), row.textOrNull(4), row.textOrNull(5)), session);
  }

  private void delete(Subscribed it) {
    sql.update("DELETE FROM subscriptions WHERE subscription_id = ?", it.subscriptionId());
  }

  private void insert(Subscribed it) {
    delete(it); // another session may have had the id until an earlier line with it came
    sql.update(
        """
            INSERT INTO subscriptions (session_id, scope_type, scope_value, mention_role, created_at, subscription_id,
            created_ns) VALUES (?, ?, ?, ?, ?, ?, ?)""",
        it.sessionId().value(), it.scopeType(), it.scopeValue(),
        it.mentionRole(), it.timestamp().text(), it.subscriptionId(), it.timestamp().nanos());
  }

  /** Of two subscriptions to the same thing the first counts. */
  private List<Subscribed> wanted(List<LocalLine> lines) {
    var wanted = new ArrayList<Subscribed>();
    var targets = new HashSet<Target>();
    for (LocalLine line : lines) {
      if (line.event() instanceof Subscribed subscribed && isFirstAndKept(subscribed, line.order())
          && targets
              .add(new Target(subscribed.scopeType(), subscribed.scopeValue(), subscribed.mentionRole()))) {
        wanted.add(subscribed);
      }
    }
    return wanted;
  }

  /** Whether no earlier line uses the id, and no later one gives it up. */
  private boolean isFirstAndKept(Subscribed subscribed, EventOrder order) {
    return sql.number("""
        SELECT EXISTS (SELECT 1 FROM local_events WHERE subscription_id = ?1 AND
          (type = ?2 AND (ts_ns, event_id) < (?4, ?5) OR type = ?3 AND (ts_ns, event_id) > (?4, ?5)))""",
        subscribed.subscriptionId(), Subscribed.TYPE, Unsubscribed.TYPE, order.nanos(), order.eventId()) == 0;
  }
}
