package thrum.core.subscription;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.Unsubscribed;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.subscription.Unsubscribe;

/** A session gives a subscription of its own up; those of others it leaves alone (02 §4.7). */
public record Unsubscribing(Unsubscribe request, AgentId caller) implements Decision<Unsubscribe.Result> {

  @Override
  public Outcome<Unsubscribe.Result> decide(View view) {
    SessionId session = new CurrentSession(caller).require(view.sql());
    var own = view.sql()
        .one("SELECT subscription_id FROM subscriptions WHERE id = ? AND session_id = ?",
            row -> row.text(1), request.subscriptionId(), session.value());
    if (own.isEmpty()) {
      return Outcome.of(new Unsubscribe.Result(false));
    }
    return Outcome.of(new Unsubscribe.Result(true))
        .withLocal(new Unsubscribed(view.timeFor(Entity.session(session)), own.get()));
  }
}
