package thrum.daemon.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import thrum.protocol.failure.Broken;

/**
 * What this process does on a signal. The JDK offers signal handling only in a class that javac warns about,
 * hence the
 * reflection; {@code jdk.unsupported} exports it.
 */
final class Signals {
  private Signals() {}

  /**
   * Runs the action on each arrival of the signal, named without its SIG, instead of what the JVM would do.
   */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler},
          (self, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
              action.run();
              yield null;
            }
            case "hashCode" -> System.identityHashCode(self);
            // Never asked for by the JDK; a proxy must answer all the same.
            case "equals" -> false;
            default -> "signal handler of the daemon";
          });
      signal.getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException) {
        // The platform lacks the signal (SIGHUP on Windows), or the JVM was told to leave it alone.
        return;
      }
      throw new Broken("cannot handle a signal", "SIG" + name, "", refused);
    } catch (ReflectiveOperationException missing) {
      throw new Broken("this Java runtime cannot handle signals", "SIG" + name,
          "use one with the module jdk.unsupported", missing);
    }
  }
}
