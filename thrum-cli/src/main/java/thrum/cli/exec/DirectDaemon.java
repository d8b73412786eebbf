package thrum.cli.exec;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import thrum.cli.client.Daemon;
import thrum.cli.client.DaemonAccess;
import thrum.cli.render.TextOut;
import thrum.daemon.exec.Calls;
import thrum.daemon.exec.Handoff;
import thrum.protocol.failure.Refused;
import thrum.protocol.rpc.Request;
import thrum.protocol.rpc.RpcError;

/**
 * The daemon that the command runs in: the same methods, refusals and texts as over its socket, without the
 * way.
 */
final class DirectDaemon implements Daemon, DaemonAccess {

  private final Calls calls;
  private boolean called;

  DirectDaemon(Calls calls) {
    this.calls = calls;
  }

  /** Whether anything was asked of it, and so perhaps changed. */
  boolean called() {
    return called;
  }

  @Override
  public <R> R call(Request<R> request) {
    called = true;
    try {
      return calls.call(request);
    } catch (Refused refused) {
      throw Daemon.refused(request.method().name(), RpcError.of(refused));
    }
  }

  @Override
  public Optional<Daemon> ifRunning() {
    return Optional.of(this);
  }

  @Override
  public Daemon runningOrStarted(BooleanSupplier mayStart, TextOut err) {
    return this;
  }

  @Override
  public Daemon start(TextOut err) {
    throw new Handoff("a daemon does not start another one");
  }

  @Override
  public void close() {}
}
