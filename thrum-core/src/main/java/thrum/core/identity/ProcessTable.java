package thrum.core.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The processes of this machine. */
public interface ProcessTable {

  /**
   * One process.
   *
   * @param name the command's name as the system keeps it, without a path
   * @param zombie it has ended and nobody has asked for its result: it counts as gone (ruling 61)
   */
  record Entry(long pid, long parent, String name, boolean zombie) {}

  /** The process of this number; empty when there is none or it cannot be looked at. */
  Optional<Entry> find(long pid);

  /** Reads {@code /proc} where there is one, which starts nothing; asks {@code ps} elsewhere. */
  static ProcessTable ofThisMachine() {
    var proc = Path.of("/proc");
    return Files.isRegularFile(proc.resolve("self/stat")) ? new ProcFiles(proc) : new ProcessStatus();
  }
}
