package thrum.daemon.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import thrum.daemon.dispatch.Methods.Binding;
import thrum.daemon.dispatch.Methods.Bound;
import thrum.daemon.dispatch.Methods.DialogueBinding;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.rpc.BadCall;
import thrum.protocol.rpc.Request;
import thrum.protocol.rpc.RpcCall;
import thrum.protocol.rpc.RpcCodec;
import thrum.protocol.rpc.RpcError;

/**
 * Answers JSON-RPC lines (02 §2.2, §2.3): never throws, and leaves the connection usable after any answer but
 * one: that the daemon has not started yet.
 */
public final class Dispatcher {
  /** How long a request may take (02 §2.4). */
  public static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final Methods methods;
  private final StartUp startUp;
  private final Deadlines deadlines;
  private final Duration limit;
  private final BiConsumer<String, Throwable> faults;

  /**
   * @param startUp a method that is not bound before its end may be bound then
   * @param faults told about failures that are ours, with the method's name; the caller gets their text as
   * well
   */
  public Dispatcher(Methods methods, StartUp startUp, Deadlines deadlines, Duration limit,
      BiConsumer<String, Throwable> faults) {
    this.methods = methods;
    this.startUp = startUp;
    this.deadlines = deadlines;
    this.limit = limit;
    this.faults = faults;
  }

  /** What one line is answered with. */
  public Reply reply(byte[] line, Peer peer) {
    return switch (RpcCodec.readCall(line)) {
      case BadCall bad -> new Reply.Line(RpcCodec.error(bad.id(), bad.error()));
      case RpcCall call -> reply(call, peer);
    };
  }

  private Reply reply(RpcCall call, Peer peer) {
    try {
      return switch (find(call.method()).orElse(null)) {
        case null -> new Reply.Line(RpcCodec.error(call.id(), RpcError.methodNotFound(call.method())));
        case Binding<?, ?> binding -> new Reply.Line(answer(binding, call, peer));
        case DialogueBinding<?, ?> binding -> begin(binding, call, peer);
      };
    } catch (Refused notYet) {
      return new Reply.LastLine(RpcCodec.error(call.id(), RpcError.of(notYet)));
    }
  }

  private Optional<Bound> find(String name) {
    var bound = methods.find(name);
    if (bound.isPresent()) {
      return bound;
    }
    // Its client, which waits as long as a request may take, hears the reason.
    startUp.requireOver(limit.multipliedBy(4).dividedBy(5));
    return methods.find(name);
  }

  private byte[] answer(Binding<?, ?> binding, RpcCall call, Peer peer) {
    try {
      return RpcCodec.result(call.id(), run(binding, call, peer));
    } catch (RuntimeException | StackOverflowError failure) {
      return RpcCodec.error(call.id(), RpcError.of(refusal(call.method(), failure)));
    } catch (OutOfMemoryError failure) {
      var tooMuch = new Broken("the answer does not fit into the daemon's memory", call.method(),
          "ask for fewer messages at once", failure);
      return RpcCodec.error(call.id(), RpcError.of(refusal(call.method(), tooMuch)));
    }
  }

  private <P extends Request<R>, R> Reply begin(DialogueBinding<P, R> binding, RpcCall call, Peer peer) {
    try {
      P request = RpcCodec.params(call, binding.method());
      return new Reply.Takeover(binding.handler().open(request, call.id(), peer));
    } catch (RuntimeException | StackOverflowError failure) {
      return new Reply.LastLine(RpcCodec.error(call.id(), RpcError.of(refusal(call.method(), failure))));
    }
  }

  /**
   * Answers a request that was made in this process: as over a connection, but without text in between.
   *
   * @throws Refused with what the error answer would hold
   */
  public <R> R call(Request<R> request, Peer peer) {
    String method = request.method().name();
    try {
      return run(request, peer);
    } catch (RuntimeException | StackOverflowError failure) {
      throw refusal(method, failure);
    }
  }

  private <R> R run(Request<R> request, Peer peer) {
    var method = request.method();
    var bound = find(method.name()).orElse(null);
    if (!(bound instanceof Binding<?, ?> binding) || !binding.method().equals(method)) {
      var error = RpcError.methodNotFound(method.name());
      throw new Refused(error.code(), error.message(), error.dataText());
    }
    // A method that equals the request's own takes and gives the same types.
    @SuppressWarnings("unchecked") var handler = (Handler<Request<R>, R>) binding.handler();
    return deadlines.within(limit(request), method.name(), () -> handler.handle(request, peer));
  }

  /** What the caller is told about a failure; one of ours is reported as well. */
  private Refused refusal(String method, Throwable failure) {
    if (failure instanceof Refused refused) {
      return refused;
    }
    if (!isGivenUp(failure)) {
      faults.accept(method, failure);
    }
    var refused = new Refused(Refused.METHOD_FAILED, text(method, failure), null);
    refused.initCause(failure);
    return refused;
  }

  /** A caller that left, or whose time was up, is no failure of this daemon. */
  private static boolean isGivenUp(Throwable failure) {
    return failure instanceof Broken && failure.getCause() instanceof InterruptedException;
  }

  private static String text(String method, Throwable fault) {
    return fault instanceof Broken broken && broken.getMessage() != null
        ? broken.getMessage()
        : "the daemon failed in " + method + " (" + fault + "); its log says more";
  }

  private <P extends Request<R>, R> @Nullable Object run(Binding<P, R> binding, RpcCall call, Peer peer) {
    P request = RpcCodec.params(call, binding.method());
    return deadlines.within(limit(request), call.method(), () -> binding.handler().handle(request, peer));
  }

  private Duration limit(Request<?> request) {
    return limit.plus(request.patience());
  }
}
