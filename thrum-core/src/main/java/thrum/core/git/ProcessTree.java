package thrum.core.git;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A started program and everything that it started in turn. Git hands its network work to others (ssh, a
 * helper
 * for https), which outlive it when it alone is killed.
 */
record ProcessTree(Process root) {

  /** Long enough for Git to remove its lock files. */
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final Duration AFTER_KILLING = Duration.ofSeconds(2);

  /** Ends what still runs: asks first, so that Git tidies up behind itself, then kills. */
  void end() {
    var all = alive();
    if (all.isEmpty()) {
      return;
    }
    all.forEach(ProcessHandle::destroy);
    await(all, GRACE);
    // What was started meanwhile is still below one of those that were found.
    var late = new ArrayList<>(all);
    all.forEach(handle -> handle.descendants().forEach(late::add));
    late.forEach(ProcessHandle::destroyForcibly);
    await(late, AFTER_KILLING);
  }

  private List<ProcessHandle> alive() {
    var handle = root.toHandle();
    var all = new ArrayList<ProcessHandle>();
    all.add(handle);
    handle.descendants().forEach(all::add);
    all.removeIf(process -> !process.isAlive());
    return all;
  }

  /** Waits without regard to an interrupt, which is kept for the caller: most calls come from one. */
  private static void await(List<ProcessHandle> processes, Duration limit) {
    boolean interrupted = Thread.interrupted();
    var ends = CompletableFuture
        .allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    try {
      ends.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (TimeoutException | ExecutionException notYet) {
      // The caller goes on to the next, harder step; after the last one the kernel has the rest to do.
      Thread.onSpinWait();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
