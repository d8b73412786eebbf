package thrum.daemon.process;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 */
public record DaemonOptions(
    Path repository,
    Map<String, String> environment,
    String version,
    boolean localOnly,
    PrintStream diagnostics,
    @Nullable Path logFile,
    InstantSource clock) {

  public DaemonOptions {
    environment = Map.copyOf(environment);
  }
}
