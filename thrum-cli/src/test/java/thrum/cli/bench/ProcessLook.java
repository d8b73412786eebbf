package thrum.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel says about a process at one moment (Linux).
 *
 * @param residentKib memory in RAM
 * @param cpuNanos run time of its living threads
 * @param childFaults page faults of children that it has waited for: grows with every child that ended
 * @param children that are running
 */
record ProcessLook(long residentKib, long cpuNanos, long childFaults, int children) {

  private static final int CHILD_FAULTS = 10;

  static boolean isPossible() {
    return Files.isReadable(Path.of("/proc/self/schedstat"));
  }

  static ProcessLook at(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    long cpu = 0;
    int children = 0;
    try (var threads = Files.list(process.resolve("task"))) {
      for (Path thread : threads.toList()) {
        List<String> cpuFields = words(thread.resolve("schedstat"));
        cpu += cpuFields.isEmpty() ? 0 : Long.parseLong(cpuFields.getFirst());
        children += words(thread.resolve("children")).size();
      }
    }
    String stat = Files.readString(process.resolve("stat"));
    // The second field is the program's name in parentheses and may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcessLook(resident(process), cpu, Long.parseLong(fields[CHILD_FAULTS - 2]), children);
  }

  private static long resident(Path process) throws IOException {
    try (var lines = Files.lines(process.resolve("status"))) {
      String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }

  /** Empty for a thread that ended meanwhile. */
  private static List<String> words(Path file) throws IOException {
    try {
      return Files.readString(file)
          .lines()
          .flatMap(l -> List.of(l.strip().split(" ", -1)).stream())
          .filter(w -> !w.isEmpty())
          .toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    }
  }
}
