package thrum.daemon.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import thrum.core.projection.ReplayBrokenOff;
import thrum.daemon.dispatch.StartUp;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/** {@code daemon run}: one daemon in the foreground of this process, until it is told to stop. */
public final class DaemonProcess {
  private DaemonProcess() {}

  /**
   * Runs a daemon until SIGTERM or SIGINT, then shuts it down in order (02 §1.6). SIGHUP is ignored.
   *
   * @return the exit code: 0 after an orderly end
   * @throws Refused when another daemon serves the repository or it is not initialised
   * @throws Broken when the daemon cannot start
   */
  public static int run(DaemonOptions options) {
    var stop = new CountDownLatch(1);
    var startUp = new StartUp();
    // Beside the start: until they are there a signal ends the process at once, as a crash would.
    var signals = CompletableFuture.runAsync(() -> {
      Signals.on("TERM", () -> end(stop, startUp));
      Signals.on("INT", () -> end(stop, startUp));
      Signals.on("HUP", () -> {});
    }, task -> Thread.ofPlatform().name("thrum-signals").start(task));
    try (var daemon = RunningDaemon.start(options, startUp)) {
      signals.join();
      stop.await();
      daemon.log().line("stopping");
      return 0;
    } catch (ReplayBrokenOff stopped) {
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void end(CountDownLatch stop, StartUp startUp) {
    stop.countDown();
    if (!startUp.isOver()) {
      startUp.replay().breakOff();
    }
  }
}
