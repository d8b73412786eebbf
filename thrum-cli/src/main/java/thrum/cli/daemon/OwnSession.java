package thrum.cli.daemon;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Moves this process into a session of its own with {@code setsid(2)}: then neither a closed terminal nor a
 * Ctrl-C meant for the starter reaches the daemon.
 */
@SuppressWarnings("restricted")
final class OwnSession {

  private OwnSession() {}

  /** Harmless when the process leads a session already. */
  static void begin() {
    var linker = Linker.nativeLinker();
    try {
      MethodHandle setsid = linker.downcallHandle(linker.defaultLookup().findOrThrow("setsid"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT));
      int _ = (int) setsid.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("setsid(2) could not be called", e);
    }
  }
}
