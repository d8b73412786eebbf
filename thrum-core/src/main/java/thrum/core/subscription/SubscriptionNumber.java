package thrum.core.subscription;

import thrum.core.projection.Sql;
import thrum.protocol.event.Subscribed;
import thrum.protocol.failure.Refused;
import thrum.protocol.subscription.Subscribe;

/**
 * The number by which clients know a subscription: that of its row, which is given when the row is written
 * and not before.
 */
public record SubscriptionNumber(Subscribed subscribed) {

  /** Refuses when the session ended in the meantime, and its subscriptions with it. */
  public Subscribe.Result run(Sql sql) {
    long number =
        sql.number("SELECT id FROM subscriptions WHERE subscription_id = ?", subscribed.subscriptionId());
    if (number == 0) {
      throw new Refused("session " + subscribed.sessionId() + " has already ended");
    }
    return new Subscribe.Result(number, subscribed.sessionId(), subscribed.timestamp());
  }
}
