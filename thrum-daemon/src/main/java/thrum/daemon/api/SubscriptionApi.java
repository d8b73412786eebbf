package thrum.daemon.api;

import thrum.core.journal.EventStore;
import thrum.core.subscription.Subscribing;
import thrum.core.subscription.SubscriptionList;
import thrum.core.subscription.SubscriptionNumber;
import thrum.core.subscription.Unsubscribing;
import thrum.daemon.dispatch.Methods;
import thrum.protocol.subscription.ListSubscriptions;
import thrum.protocol.subscription.Subscribe;
import thrum.protocol.subscription.Unsubscribe;

/** {@code subscribe}, {@code unsubscribe}, {@code subscriptions.list} (02 §4.7). */
public record SubscriptionApi(EventStore store, Callers callers) {

  public void bind(Methods methods) {
    methods.on(Subscribe.METHOD, (request, peer) -> subscribe(request));
    methods.on(Unsubscribe.METHOD,
        (request, peer) -> store.write(new Unsubscribing(request, callers.resolve(request.callerAgentId()))));
    methods.on(ListSubscriptions.METHOD, (request, peer) -> store
        .read(new SubscriptionList(callers.resolve(request.callerAgentId()))::run));
  }

  private Subscribe.Result subscribe(Subscribe request) {
    var subscribed = store.write(new Subscribing(request, callers.resolve(request.callerAgentId())));
    return store.read(new SubscriptionNumber(subscribed)::run);
  }
}
