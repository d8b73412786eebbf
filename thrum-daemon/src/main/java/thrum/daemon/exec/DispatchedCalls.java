package thrum.daemon.exec;

import thrum.daemon.dispatch.Dispatcher;
import thrum.daemon.dispatch.Peer;
import thrum.protocol.rpc.Request;

/**
 * Calls by way of the dispatcher that answers connections.
 *
 * @param peer as whom commands call
 */
public record DispatchedCalls(Dispatcher dispatcher, Peer peer) implements Calls {

  @Override
  public <R> R call(Request<R> request) {
    return dispatcher.call(request, peer);
  }
}
