package thrum.cli.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be checked of the process that a client says it is. */
@FunctionalInterface
public interface ClientProcess {

  /** Whether a process of that number works in that directory, as far as this platform can tell. */
  boolean standsIn(long pid, Path directory);

  /**
   * Looks into {@code /proc}, where there is one. A client that lives in another process or mount namespace
   * has
   * another number there, or none: its ancestors and files would be those of somebody else.
   */
  static ClientProcess ofThisMachine() {
    var proc = Path.of("/proc");
    if (!Files.isRegularFile(proc.resolve("self/stat"))) return (_, _) -> true;
    return (pid, directory) -> {
      try {
        return Files.readSymbolicLink(proc.resolve(Long.toString(pid)).resolve("cwd")).equals(directory);
      } catch (IOException goneOrHidden) {
        // Of a process that does not show where it stands nothing can be checked.
        return false;
      }
    };
  }
}
