package thrum.cli.client;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import thrum.core.identity.ProcessTable;
import thrum.core.identity.RuntimeProcess;
import thrum.daemon.process.PidFile;
import thrum.protocol.failure.Refused;

/**
 * The process that the PID file of a repository speaks of, while it lives. A number alone proves nothing:
 * after
 * a crash or a reboot it may belong to any other program (02 §1.4).
 *
 * @param file what the daemon wrote about itself
 */
public record RunningDaemon(ProcessHandle process, PidFile file) {

  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(25);
  /** The kernel counts the start of a process in hundredths of a second since boot. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

  /** The daemon, if one runs; of whatever repository the file names. */
  public static Optional<RunningDaemon> find(DaemonHome home) {
    return PidFile.read(home.pidFile())
        .filter(file -> file.pid() > 0)
        .flatMap(file -> ProcessHandle.of(file.pid()).map(process -> new RunningDaemon(process, file)))
        .filter(RunningDaemon::isAlive)
        .filter(RunningDaemon::isTheWriter);
  }

  /** Whether it says that it serves this repository; an older daemon does not say which it serves. */
  public boolean serves(DaemonHome home) {
    return file.repoPath() != null
        && Path.of(file.repoPath()).normalize().equals(home.repository().normalize());
  }

  public long pid() {
    return process.pid();
  }

  /** Asks it to end and waits until nothing is left of it (ruling 60). */
  public void stop() {
    process.destroy();
    long end = System.nanoTime() + STOP.toNanos();
    while (isAlive()) {
      if (System.nanoTime() - end >= 0) {
        throw new Refused("timeout waiting for daemon to stop (PID " + pid() + " still running)");
      }
      pause();
    }
  }

  /** A process that has ended and that only its parent has not asked about yet counts as gone (ruling 61). */
  private boolean isAlive() {
    return process.isAlive() && new RuntimeProcess(ProcessTable.ofThisMachine()).alive(process.pid());
  }

  /** A program that got the number later than the file was written is somebody else. */
  private boolean isTheWriter() {
    if (file.startedAt() == null) return true;
    Instant written = file.startedAt().instant();
    return process.info().startInstant().map(start -> !start.isAfter(written.plus(CLOCK_SKEW))).orElse(true);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted while waiting for the daemon to stop");
    }
  }
}
