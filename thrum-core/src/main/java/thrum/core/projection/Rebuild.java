package thrum.core.projection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import thrum.core.log.LogFile;
import thrum.core.log.LogFiles;
import thrum.core.log.LogLayout;
import thrum.protocol.id.DaemonId;

/**
 * Builds a new database from the two logs alone (03 §5.6). Equal events are applied once, in canonical order.
 * Memory
 * follows the number of events, not their size.
 */
final class Rebuild {

  private static final int LINES_PER_COMMIT = 2000;
  private static final int CHUNKS_PER_COMMIT = 60;

  private final LogFiles logs;
  private final Applier applier;
  private final DaemonId daemon;
  private final StatementProbe probe;
  private final ReplayProgress progress;

  Rebuild(LogFiles logs, Applier applier, DaemonId daemon, StatementProbe probe, ReplayProgress progress) {
    this.logs = logs;
    this.applier = applier;
    this.daemon = daemon;
    this.probe = probe;
    this.progress = progress;
  }

  /** Fills a new file with everything up to the logs' committed lengths and closes it. */
  void into(Path file, String epoch) throws IOException, InterruptedException {
    try (Sql sql = Connections.builder(file, probe); var indexing = new LogIndexing(daemon)) {
      DatabaseMark.set(sql);
      sql.update("BEGIN");
      Schema.createTables(sql);
      sql.update("COMMIT");
      var ledger = new Ledger(sql, applier, daemon, ProjectionState.fresh(epoch));
      index(indexing);
      ledger.useUpTo(indexing.highestOwnSequence());
      applyShared(sql, ledger, indexing);
      applyLocal(sql, ledger);

      sql.update("BEGIN");
      indexing.index().conflicts().forEach(ledger::addConflict);
      Schema.createSecondaryIndexes(sql);
      indexing.positions().forEach((name, position) -> Positions.settle(sql, name, position));
      indexing.skipped().storeAll(sql);
      ledger.store();
      sql.update("COMMIT");
      finishSweeps(sql);
    }
  }

  /** Reads the whole log once; none of it is applied yet. */
  private void index(LogIndexing indexing) throws IOException {
    var files = new ArrayList<LogFile>();
    for (String name : logs.layout().sharedFiles()) {
      files.add(logs.file(name));
    }
    long total = files.stream().mapToLong(LogFile::committed).sum();
    indexing.read(files, () -> progress.reached(0, total));
  }

  /** Nobody waits for a database that is not in place yet. */
  private void finishSweeps(Sql sql) {
    var sweeps = applier.sweeps(sql);
    while (sweeps.isPending()) {
      sql.update("BEGIN");
      var left = new int[]{CHUNKS_PER_COMMIT};
      sweeps.goOn(() -> --left[0] > 0);
      sql.update("COMMIT");
    }
  }

  private void applyShared(Sql sql, Ledger ledger, LogIndexing indexing) throws InterruptedException {
    try (var ahead = new ParsedAhead(indexing.index(), indexing)) {
      List<ParsedAhead.Parsed> lines = ahead.next();
      long done = 0;
      while (!lines.isEmpty()) {
        sql.update("BEGIN");
        for (int count = 0; count < LINES_PER_COMMIT && !lines.isEmpty(); count += lines.size()) {
          lines.forEach(parsed -> ledger.applyFirst(parsed.line(), parsed.text()));
          done += lines.size();
          lines = ahead.next();
        }
        sql.update("COMMIT");
        progress.reached(done, indexing.index().size());
      }
    }
  }

  private void applyLocal(Sql sql, Ledger ledger) throws IOException {
    var replay = new Replay(sql, ledger, new HashMap<>(), new SkippedLines());
    LogFile local = logs.file(LogLayout.LOCAL);
    if (local.inode() != 0) {
      replay.run(local, Transactions.each(sql, LINES_PER_COMMIT), _ -> {});
    }
  }
}
