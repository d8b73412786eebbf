package thrum.core.journal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import thrum.core.log.Disk;
import thrum.core.projection.ReplayProgress;
import thrum.core.projection.StatementProbe;
import thrum.protocol.id.DaemonId;

/**
 * Everything a store needs from outside.
 *
 * @param syncWorktree checkout of the branch with the shared log
 * @param var directory of this machine's files: database, local log, what was moved aside
 * @param random a cryptographic source: ids and tokens are made from it
 * @param maxLineBytes the longest line to write, its newline excluded; asked for each line
 * @param disk how log files are written
 * @param probe sees every statement of the writing connection
 * @param progress of reading the log, told from the first moment on: opening a store may take long
 */
public record StoreOptions(Path syncWorktree, Path var, DaemonId daemon, InstantSource clock,
    RandomGenerator random,
    IntSupplier maxLineBytes, Disk disk, StatementProbe probe, ReplayProgress progress) {

  public StoreOptions(Path syncWorktree, Path var, DaemonId daemon, InstantSource clock,
      RandomGenerator random,
      IntSupplier maxLineBytes, Disk disk) {
    this(syncWorktree, var, daemon, clock, random, maxLineBytes, disk, StatementProbe.NONE,
        new ReplayProgress());
  }
}
