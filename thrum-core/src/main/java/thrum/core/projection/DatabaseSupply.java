package thrum.core.projection;

import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.log.LogFiles;
import thrum.protocol.failure.Broken;
import thrum.protocol.id.DaemonId;

/** Sees to it that a usable database is in place: the one that stands there, or one built from the logs. */
final class DatabaseSupply {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseSupply.class);

  private final DatabaseFile file;
  private final LogFiles logs;
  private final Applier applier;
  private final DaemonId daemon;
  private final StatementProbe probe;
  private final Supplier<String> epochs;
  private final ReplayProgress progress;

  /** @param epochs names databases; each call gives another text (ruling 74) */
  DatabaseSupply(DatabaseFile file, LogFiles logs, Applier applier, DaemonId daemon, StatementProbe probe,
      Supplier<String> epochs, ReplayProgress progress) {
    this.file = file;
    this.logs = logs;
    this.applier = applier;
    this.daemon = daemon;
    this.probe = probe;
    this.epochs = epochs;
    this.progress = progress;
  }

  /** Opens the database that is there; builds it first when there is none, or none that can be used. */
  Sql open() throws IOException {
    file.removeUnfinished();
    if (!isUsable()) {
      build();
      file.install();
    }
    return Connections.writer(file.path(), probe);
  }

  /** Builds another one and opens it in the place of the one that is in use. */
  Sql replace(Sql inUse) throws IOException {
    LOG.info("building {} anew", file.path());
    file.removeUnfinished();
    build();
    inUse.close();
    file.setAsideBad();
    file.install();
    return Connections.writer(file.path(), probe);
  }

  /** Which file stands in the place; 0 when none does. */
  long inode() throws IOException {
    return file.inode();
  }

  private boolean isUsable() throws IOException {
    if (!file.exists()) {
      return false;
    }
    switch (DatabaseCheck.of(file)) {
      case DatabaseCheck.Usable ignored -> {
        return true;
      }
      case DatabaseCheck.Foreign foreign -> {
        LOG.warn("{} has the schema number {} and is not ours; it is set aside", file.path(),
            foreign.version());
        file.setAside(foreign.version());
      }
      case DatabaseCheck.Unusable unusable -> {
        LOG.warn("{} is set aside: {}", file.path(), unusable.why());
        file.setAsideBad();
      }
    }
    return false;
  }

  private void build() throws IOException {
    boolean done = false;
    try {
      new Rebuild(logs, applier, daemon, probe, progress).into(file.building(), epochs.get());
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken("building the database was interrupted", file.path().toString(), "start again", e);
    } finally {
      progress.end();
      if (!done) {
        file.removeUnfinished(); // on a full disk, half a database is in everybody's way
      }
    }
  }
}
