package thrum.core.lock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Calls of the C library. They all go through one handle of one type: making a handle for another type costs
 * a starting process dozens of milliseconds. Narrower arguments travel in whole registers on every platform
 * that Java 25 runs on, so a {@code long} stands for an {@code int} or a pointer.
 */
@SuppressWarnings("restricted")
public final class Posix {
  static final int LOCK_EX = 2;
  static final int LOCK_NB = 4;

  private static final boolean MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
  private static final int OPEN_FLAGS = MAC
      ? 0x0002 /* O_RDWR */ | 0x0200 /* O_CREAT */ | 0x1000000 /* O_CLOEXEC */
      : 0x0002 /* O_RDWR */ | 0x0040 /* O_CREAT */ | 0x80000 /* O_CLOEXEC */;
  private static final int READ_FLAGS = MAC ? 0x1000000 /* O_CLOEXEC */ : 0x80000 /* O_CLOEXEC */;
  private static final int OWNER_ONLY = 0600;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final FunctionDescriptor THREE_WORDS = FunctionDescriptor.of(ValueLayout.JAVA_INT,
      ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
  private static final MethodHandle CALL = LINKER.downcallHandle(THREE_WORDS);
  // The mode of open(2) is a variable argument, which travels on the stack there.
  private static final MethodHandle OPEN =
      MAC ? LINKER.downcallHandle(THREE_WORDS, Linker.Option.firstVariadicArg(2)) : CALL;

  private Posix() {}

  /**
   * A descriptor of a file, made when it is missing, that no child process inherits; or a negative number.
   */
  static int open(Arena arena, Path file) {
    return open(arena, file, OPEN_FLAGS);
  }

  /** The same for a directory that exists. */
  static int openDirectory(Arena arena, Path directory) {
    return open(arena, directory, READ_FLAGS);
  }

  private static int open(Arena arena, Path file, int flags) {
    MemorySegment path = arena.allocateFrom(file.toString(), StandardCharsets.UTF_8);
    return call(OPEN, "open", path.address(), flags, OWNER_ONLY);
  }

  static int flock(int descriptor, int operation) {
    return call(CALL, "flock", descriptor, operation, 0);
  }

  static void close(int descriptor) {
    int _ = call(CALL, "close", descriptor, 0, 0);
  }

  /**
   * Moves this process into a session of its own: then neither a closed terminal nor a Ctrl-C meant for its
   * starter reaches it. Harmless when it leads one already.
   */
  public static void leaveSession() {
    int _ = call(CALL, "setsid", 0, 0, 0);
  }

  private static int call(MethodHandle shape, String function, long first, long second, long third) {
    MemorySegment address = LINKER.defaultLookup().findOrThrow(function);
    try {
      return (int) shape.invokeExact(address, first, second, third);
    } catch (Throwable failure) {
      throw new IllegalStateException(function + " could not be called", failure);
    }
  }
}
