package thrum.cli.launcher;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import thrum.cli.Terminal;

/** Finds out which standard streams are terminals, and how wide the one on standard output is. */
@SuppressWarnings("restricted")
record TerminalProbe(boolean mac) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final long WINDOW_SIZE_LINUX = 0x5413;
  private static final long WINDOW_SIZE_MAC = 0x40087468;
  private static final long BYTES_OF_WINDOW_SIZE = 8;

  Terminal look() {
    try {
      boolean out = isTerminal(1);
      return new Terminal(isTerminal(0), out, isTerminal(2), out ? columns() : 0);
    } catch (Throwable e) {
      // Text for a pipe is right everywhere.
      return Terminal.NONE;
    }
  }

  /** The links of Linux tell it for nothing; waking the foreign-function machinery takes 30 ms. */
  private boolean isTerminal(int descriptor) throws Throwable {
    return mac ? askedLibrary(descriptor) : linkedToTerminal(descriptor);
  }

  private static boolean linkedToTerminal(int descriptor) throws IOException {
    String target = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor))).toString();
    return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
  }

  private static boolean askedLibrary(int descriptor) throws Throwable {
    var linker = Linker.nativeLinker();
    MethodHandle isatty = linker.downcallHandle(linker.defaultLookup().findOrThrow("isatty"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    return (int) isatty.invokeExact(descriptor) == 1;
  }

  private int columns() throws Throwable {
    var linker = Linker.nativeLinker();
    MethodHandle ioctl = linker.downcallHandle(linker.defaultLookup().findOrThrow("ioctl"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS),
        Linker.Option.firstVariadicArg(2));
    try (var arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(BYTES_OF_WINDOW_SIZE);
      int failed = (int) ioctl.invokeExact(1, mac ? WINDOW_SIZE_MAC : WINDOW_SIZE_LINUX, size);
      return failed == 0 ? Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 2)) : 0;
    }
  }
}
