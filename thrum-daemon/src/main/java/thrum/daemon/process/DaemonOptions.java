package thrum.daemon.process;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.daemon.exec.CommandRunner;

/**
 * What a daemon is started with.
 *
 * @param repository the checkout to serve, absolute
 * @param environment the variables that the daemon may look at
 * @param version what {@code health} reports: version, {@code +}, build
 * @param localOnly {@code --local}: no fetch and no push, stored in the configuration
 * @param diagnostics where log lines go
 * @param logFile the file behind {@code diagnostics}, rotated by size, or null
 * @param clock the time
 * @param commands runs the commands of fast clients
 */
public record DaemonOptions(
    Path repository,
    Map<String, String> environment,
    String version,
    boolean localOnly,
    PrintStream diagnostics,
    @Nullable Path logFile,
    InstantSource clock,
    CommandRunner.Source commands) {

  public DaemonOptions {
    environment = Map.copyOf(environment);
  }

  /** For a daemon that only answers requests. */
  public DaemonOptions(Path repository, Map<String, String> environment, String version, boolean localOnly,
      PrintStream diagnostics, @Nullable Path logFile, InstantSource clock) {
    this(repository, environment, version, localOnly, diagnostics, logFile, clock,
        (_, _) -> CommandRunner.NONE);
  }
}
