package thrum.daemon.dispatch;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import thrum.daemon.dispatch.Methods.Binding;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.rpc.BadCall;
import thrum.protocol.rpc.Request;
import thrum.protocol.rpc.RpcCall;
import thrum.protocol.rpc.RpcCodec;
import thrum.protocol.rpc.RpcError;

/**
 * Answers JSON-RPC lines (02 §2.2, §2.3): never throws, and leaves the connection usable after any answer.
 */
public final class Dispatcher {
  /** How long a request may take (02 §2.4). */
  public static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final Methods methods;
  private final Deadlines deadlines;
  private final Duration limit;
  private final BiConsumer<String, Throwable> faults;

  /**
   * @param faults told about failures that are ours, with the method's name; the caller gets their text as
   * well
   */
  public Dispatcher(Methods methods, Deadlines deadlines, Duration limit,
      BiConsumer<String, Throwable> faults) {
    this.methods = methods;
    this.deadlines = deadlines;
    this.limit = limit;
    this.faults = faults;
  }

  /** The answer to one line, without its newline. */
  public byte[] answer(byte[] line, Peer peer) {
    return switch (RpcCodec.readCall(line)) {
      case BadCall bad -> RpcCodec.error(bad.id(), bad.error());
      case RpcCall call -> answer(call, peer);
    };
  }

  private byte[] answer(RpcCall call, Peer peer) {
    var binding = methods.find(call.method());
    if (binding.isEmpty()) {
      return RpcCodec.error(call.id(), RpcError.methodNotFound(call.method()));
    }
    try {
      return RpcCodec.result(call.id(), run(binding.get(), call, peer));
    } catch (Refused refused) {
      return RpcCodec.error(call.id(), RpcError.of(refused));
    } catch (RuntimeException | StackOverflowError fault) {
      faults.accept(call.method(), fault);
      return RpcCodec.error(call.id(), RpcError.of(Refused.METHOD_FAILED, text(call, fault), null));
    }
  }

  private static String text(RpcCall call, Throwable fault) {
    return fault instanceof Broken broken && broken.getMessage() != null
        ? broken.getMessage()
        : "the daemon failed in " + call.method() + " (" + fault + "); its log says more";
  }

  private <P extends Request<R>, R> @Nullable Object run(Binding<P, R> binding, RpcCall call, Peer peer) {
    P request = RpcCodec.params(call, binding.method());
    return deadlines.within(limit, call.method(), () -> binding.handler().handle(request, peer));
  }
}
