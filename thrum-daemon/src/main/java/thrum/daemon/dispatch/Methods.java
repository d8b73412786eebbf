package thrum.daemon.dispatch;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** The methods that this daemon offers, by name. Filled once at start, read-only afterwards. */
public final class Methods {
  private final Map<String, Binding<?, ?>> bindings = new TreeMap<>();

  /** A method and what it does. */
  record Binding<P extends Request<R>, R>(Method<P, R> method, Handler<P, R> handler) {}

  /**
   * Binds a method to its handler.
   *
   * @throws IllegalStateException when the name is bound already
   */
  public <P extends Request<R>, R> Methods on(Method<P, R> method, Handler<P, R> handler) {
    if (bindings.putIfAbsent(method.name(), new Binding<>(method, handler)) != null) {
      throw new IllegalStateException("method " + method.name() + " is bound twice");
    }
    return this;
  }

  Optional<Binding<?, ?>> find(String name) {
    return Optional.ofNullable(bindings.get(name));
  }
}
