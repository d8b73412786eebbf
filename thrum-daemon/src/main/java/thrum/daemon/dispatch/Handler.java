package thrum.daemon.dispatch;

import thrum.protocol.rpc.Request;

/**
 * What a method does. Runs on a virtual thread of its own, with the request's deadline; failures are
 * exceptions:
 * {@link thrum.protocol.failure.Refused} for the caller's fault, anything else for ours.
 */
@FunctionalInterface
public interface Handler<P extends Request<R>, R> {
  R handle(P request, Peer peer);
}
