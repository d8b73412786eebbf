package thrum.daemon.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import thrum.core.projection.ReplayBrokenOff;
import thrum.daemon.dispatch.StartUp;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/** {@code daemon run}: one daemon in the foreground of this process, until it is told to stop. */
public final class DaemonProcess {
  /** For a start to end that was told to; less than {@code daemon stop} waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int GIVEN_UP = 1;

  private DaemonProcess() {}

  /**
   * Runs a daemon until SIGTERM or SIGINT, then shuts it down in order (02 §1.6). SIGHUP is ignored.
   *
   * @return the exit code: 0 after an orderly end
   * @throws Refused when another daemon serves the repository or it is not initialised
   * @throws Broken when the daemon cannot start
   */
  public static int run(DaemonOptions options) {
    var told = new CompletableFuture<Void>();
    var startUp = new StartUp();
    // Beside the start: until they are there a signal ends the process at once, as a crash would.
    var signals = CompletableFuture.runAsync(() -> {
      Signals.on("TERM", () -> end(told, startUp));
      Signals.on("INT", () -> end(told, startUp));
      Signals.on("HUP", () -> {});
    }, on("thrum-signals"));
    var start = CompletableFuture.supplyAsync(() -> RunningDaemon.start(options, startUp), on("thrum-start"));
    try {
      return run(start, signals, told);
    } catch (CompletionException failure) {
      return switch (failure.getCause()) {
        case ReplayBrokenOff stopped -> 0;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw failure;
      };
    }
  }

  private static int run(CompletableFuture<RunningDaemon> start, CompletableFuture<Void> signals,
      CompletableFuture<Void> told) {
    CompletableFuture.anyOf(start, told).join();
    if (!hasEnded(start)) {
      return GIVEN_UP;
    }
    try (var daemon = start.join()) {
      signals.join();
      told.join();
      daemon.log().line("stopping");
      return 0;
    }
  }

  /**
   * Whether a start that was broken off has come to its end. One that hangs is left behind, as in a crash:
   * the
   * next daemon finds a log that is whole.
   */
  private static boolean hasEnded(CompletableFuture<RunningDaemon> start) {
    return start.copy().completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join() != null;
  }

  private static void end(CompletableFuture<Void> told, StartUp startUp) {
    if (!startUp.isOver()) {
      startUp.replay().breakOff();
    }
    told.complete(null);
  }

  private static Executor on(String thread) {
    return task -> Thread.ofPlatform().name(thread).start(task);
  }
}
