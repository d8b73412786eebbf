package thrum.daemon.dispatch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * The methods that this daemon offers, by name. Filled while it starts, read-only afterwards; others may look
 * for methods from the beginning on.
 */
public final class Methods {

  private final Map<String, Bound> bindings = new ConcurrentHashMap<>();

  /** What is behind a name. */
  sealed interface Bound {}

  /** A method and what it does. */
  record Binding<P extends Request<R>, R>(Method<P, R> method, Handler<P, R> handler) implements Bound {}

  /** A method and the dialogue that it begins. */
  record DialogueBinding<P extends Request<R>, R>(Method<P, R> method, DialogueHandler<P> handler)
      implements Bound {}

  /**
   * Binds a method to its handler.
   *
   * @throws IllegalStateException when the name is bound already
   */
  public <P extends Request<R>, R> Methods on(Method<P, R> method, Handler<P, R> handler) {
    return bind(method.name(), new Binding<>(method, handler));
  }

  /** As {@link #on} for a method that begins a dialogue. */
  public <P extends Request<R>, R> Methods onDialogue(Method<P, R> method, DialogueHandler<P> handler) {
    return bind(method.name(), new DialogueBinding<>(method, handler));
  }

  private Methods bind(String name, Bound bound) {
    if (bindings.putIfAbsent(name, bound) != null) {
      throw new IllegalStateException("method " + name + " is bound twice");
    }
    return this;
  }

  Optional<Bound> find(String name) {
    return Optional.ofNullable(bindings.get(name));
  }
}
