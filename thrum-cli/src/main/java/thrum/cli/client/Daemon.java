package thrum.cli.client;

import thrum.protocol.rpc.Request;

/** Whoever answers requests: a daemon behind a socket, or the process that this command runs in. */
public interface Daemon extends AutoCloseable {

  /**
   * Asks and waits for the answer.
   *
   * @throws thrum.protocol.failure.Refused with the text {@code METHOD: RPC error CODE: MESSAGE} when the
   * daemon refuses, and with the method and the reason when there is no answer
   */
  <R> R call(Request<R> request);

  @Override
  void close();
}
