package thrum.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import thrum.cli.Invocation;
import thrum.protocol.failure.Refused;
import thrum.protocol.health.CheckHealth;

/**
 * A daemon of another version that was running when this program was installed. Whoever uses two versions
 * side by
 * side sees each installation end at most one daemon: one that was started later is left alone.
 *
 * @param version what it says it is
 */
record Outdated(RunningDaemon process, String version) {

  /** What the system remembers of a file even when an installation keeps the time of its content. */
  private static final String CHANGED = "unix:ctime";

  /** Looks at a daemon that answers; empty when commands may go on with it. */
  static Optional<Outdated> look(Daemon daemon, DaemonHome home, Invocation invocation) {
    String version;
    try {
      version = daemon.call(new CheckHealth()).version();
    } catch (Refused unknowable) {
      return Optional.empty();
    }
    if (version.equals(invocation.process().build().full())) return Optional.empty();
    return RunningDaemon.find(home)
        .filter(found -> found.serves(home) && startedBefore(found, installed(invocation)))
        .map(found -> new Outdated(found, version));
  }

  private static boolean startedBefore(RunningDaemon daemon, Instant installed) {
    var started = daemon.file().startedAt();
    return started != null && started.instant().isBefore(installed);
  }

  /** When the file that starts this program was put into its place; the distant past when that is unknown. */
  private static Instant installed(Invocation invocation) {
    try {
      var changed = Files.getAttribute(Path.of(invocation.process().launcher().getFirst()), CHANGED);
      return changed instanceof FileTime time ? time.toInstant() : Instant.MIN;
    } catch (IOException | UnsupportedOperationException unknown) {
      return Instant.MIN;
    }
  }
}
