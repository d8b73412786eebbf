package thrum.cli.client;

import thrum.protocol.failure.Refused;
import thrum.protocol.rpc.Request;
import thrum.protocol.rpc.RpcError;

/** Whoever answers requests: a daemon behind a socket, or the process that this command runs in. */
public interface Daemon extends AutoCloseable {

  /**
   * Asks and waits for the answer.
   *
   * @throws Refused with the text {@code METHOD: RPC error CODE: MESSAGE} when the
   * daemon refuses, and with the method and the reason when there is no answer
   */
  <R> R call(Request<R> request);

  @Override
  void close();

  /** What a command is told when the daemon refuses. */
  static Refused refused(String method, RpcError error) {
    return new Refused(error.code(), method + ": RPC error " + error.code() + ": " + error.message(),
        error.dataText());
  }
}
