package thrum.core.identity;

import java.util.OptionalLong;

/** Recognises the agent program that a command was started by (03 §6.2). */
public record RuntimeProcess(ProcessTable processes) {

  private static final String NAME = "claude";
  /** Processes form a tree, but one that changes while it is read. */
  private static final int MOST_ANCESTORS = 1000;

  /** The nearest process above {@code pid}, itself excluded, that is an agent program. */
  public OptionalLong above(long pid) {
    var process = processes.find(pid);
    for (int steps = 0; process.isPresent() && steps < MOST_ANCESTORS; steps++) {
      var parent = process.get().parent();
      if (parent <= 0) {
        return OptionalLong.empty();
      }
      process = processes.find(parent);
      if (process.filter(RuntimeProcess::isAgentProgram).isPresent()) {
        return OptionalLong.of(parent);
      }
    }
    return OptionalLong.empty();
  }

  /** Whether the process exists and has not ended. */
  public boolean alive(long pid) {
    return pid > 0 && processes.find(pid).filter(entry -> !entry.zombie()).isPresent();
  }

  /** Whether it is alive and an agent program. */
  public boolean isLiveRuntime(long pid) {
    return pid > 0 && processes.find(pid).filter(RuntimeProcess::isAgentProgram).isPresent();
  }

  private static boolean isAgentProgram(ProcessTable.Entry entry) {
    return !entry.zombie() && entry.name().equals(NAME);
  }
}
