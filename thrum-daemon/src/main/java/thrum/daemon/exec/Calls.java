package thrum.daemon.exec;

import thrum.protocol.rpc.Request;

/** The methods of this daemon, for commands that run in its own process. */
@FunctionalInterface
public interface Calls {

  /**
   * Does what the same request over the socket would do, with its deadline, on the calling thread.
   *
   * @throws thrum.protocol.failure.Refused with the code, text and data that the error answer would have
   */
  <R> R call(Request<R> request);
}
