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

/** The three calls of the C library that a lock needs. */
@SuppressWarnings("restricted")
final class Posix {
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
  // open(2) is variadic: its mode travels as a variable argument, which some platforms pass differently.
  private static final MethodHandle OPEN = LINKER.downcallHandle(
      LINKER.defaultLookup().findOrThrow("open"),
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
      Linker.Option.firstVariadicArg(2));
  private static final MethodHandle FLOCK = handle("flock", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final MethodHandle CLOSE = handle("close", ValueLayout.JAVA_INT);

  private Posix() {}

  private static MethodHandle handle(String name, ValueLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

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
    try {
      return (int) OPEN.invokeExact(path, flags, OWNER_ONLY);
    } catch (Throwable failure) {
      throw new IllegalStateException("open(2) could not be called", failure);
    }
  }

  static int flock(int descriptor, int operation) {
    try {
      return (int) FLOCK.invokeExact(descriptor, operation);
    } catch (Throwable failure) {
      throw new IllegalStateException("flock(2) could not be called", failure);
    }
  }

  static void close(int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable failure) {
      throw new IllegalStateException("close(2) could not be called", failure);
    }
  }
}
