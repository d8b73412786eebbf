package thrum.core.projection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.log.LogFile;
import thrum.core.log.LogFiles;

/**
 * Brings the tables up to the logs, and where a file lacks lines that the tables hold, the file up to the
 * tables (ruling 66).
 *
 * @param positions as recorded; kept up to date here
 * @param skipped as recorded; kept up to date here
 */
record CatchingUp(Sql sql, Ledger ledger, LogFiles logs, Map<String, Position> positions,
    SkippedLines skipped, ReplayProgress progress) {

  private static final Logger LOG = LoggerFactory.getLogger(CatchingUp.class);
  private static final int LOOKS_PER_COMMIT = 60;

  void run() throws IOException {
    var replay = new Replay(sql, ledger, positions, skipped);
    boolean compare;
    try {
      compare = replayAll(replay);
    } finally {
      progress.end();
    }
    if (compare) {
      writeBack(replay);
    }
  }

  /** Returns whether a file is another one than before, so that it may lack what the tables hold. */
  private boolean replayAll(Replay replay) throws IOException {
    var gone = new LinkedHashSet<>(positions.keySet());
    boolean compare = false;
    var left = new ArrayList<LogFile>();
    for (String name : logs.layout().files()) {
      LogFile log = logs.file(name);
      compare |= gone.remove(name) && !replay.isContinued(log);
      if (!replay.isApplied(log)) {
        left.add(log);
      }
    }
    long total = left.stream().mapToLong(replay::left).sum();
    long before = 0;
    for (LogFile log : left) {
      long done = before;
      before += replay.left(log);
      replay.run(log, Transactions.each(sql, LOOKS_PER_COMMIT),
          bytes -> progress.reached(done + bytes, total));
    }
    for (String name : gone) {
      compare = true;
      Positions.forget(sql, name);
      skipped.forget(name);
      skipped.store(sql, name);
      positions.remove(name);
    }
    return compare;
  }

  /** Writes events back that the tables hold and no file does (ruling 66). */
  private void writeBack(Replay replay) throws IOException {
    var touched = new LinkedHashSet<LogFile>();
    new LostLines(sql, logs).each((name, line) -> {
      LogFile log = logs.file(name);
      byte[] whole = Arrays.copyOf(line, line.length + 1);
      whole[line.length] = '\n';
      log.append(ByteBuffer.wrap(whole));
      touched.add(log);
    });
    for (LogFile log : touched) {
      log.force();
      log.requireInPlace();
      log.settle();
      LOG.warn("{} lacked events that the database holds; they were written again", log.path());
      replay.run(log, Transactions.each(sql, LOOKS_PER_COMMIT), _ -> {});
    }
  }
}
