package thrum.core.purge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import thrum.core.journal.EventStore;
import thrum.core.journal.Outcome;
import thrum.core.journal.RemovedLines;
import thrum.core.log.LogLayout;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.DaemonId;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.time.LogTime;

/**
 * Carries a purge out (04 §4): the tombstone first, which hides everything at once here and on every clone;
 * then the rows
 * go while others work on, and the lines leave the files. Broken off anywhere, the rest is done by
 * {@link #finish}. What
 * Git has committed stays in its history. Thread-safe; one purge at a time.
 */
public final class Purging {

  private final EventStore store;
  private final LogLayout layout;
  private final InstantSource clock;
  private final Runnable filesChanged;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** Rows that are shown and would go. */
  private record Shown(long messages, long sessions) {}

  /** @param filesChanged is called when files have lost lines */
  public Purging(EventStore store, LogLayout layout, InstantSource clock, Runnable filesChanged) {
    this.store = store;
    this.layout = layout;
    this.clock = clock;
    this.filesChanged = filesChanged;
  }

  /**
   * Does it, or only counts.
   *
   * @throws Refused a moment that is missing or none; nothing is changed
   * @throws Broken a file cannot be read or written; what is purged is hidden by then
   */
  public ExecutePurge.Result run(ExecutePurge request) {
    LogTime before = moment(request.before());
    oneAtATime.lock();
    try {
      long now = LogTime.of(clock.instant()).nanos();
      Shown shown = shown(Math.min(before.nanos(), now));
      var lines = request.dryRun() ? count(Math.min(before.nanos(), now)) : purge(before);
      return new ExecutePurge.Result(before.text(), request.dryRun(), shown.messages, shown.sessions,
          lines.events(), lines.messageFiles(), lines.lines());
    } catch (IOException e) {
      throw new Broken("cannot take purged lines out of the log", String.valueOf(e.getMessage()),
          "everything purged is hidden; the same command finishes the rest", e);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Takes lines out of the files that a purge of this daemon left there when it was broken off. */
  public void finish() {
    oneAtATime.lock();
    try {
      DaemonId daemon = store.write(view -> Outcome.of(view.daemon()));
      long cutoff = store.readSlow(sql -> new OwnCutoff(sql, daemon).withLinesLeft());
      if (cutoff > Long.MIN_VALUE) {
        remove(cutoff);
      }
    } catch (IOException e) {
      throw new Broken("cannot take purged lines out of the log", String.valueOf(e.getMessage()),
          "everything purged is hidden; the next start tries again", e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private static LogTime moment(String text) {
    if (text.isEmpty()) {
      throw new Refused("before is required");
    }
    try {
      return LogTime.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Refused("invalid before timestamp \"" + text + "\": must be RFC 3339");
    }
  }

  private PurgedFiles purge(LogTime before) throws IOException {
    long written = store.write(new PurgeDecision(before)).nanos();
    long applied = store.<Long>read(OwnCutoff::applied); // a tombstone too far ahead of the clock waits
    return remove(Math.min(Math.min(before.nanos(), written), applied));
  }

  private Shown shown(long until) {
    return store.readSlow(sql -> new Shown(
        sql.number("SELECT count(*) FROM visible_messages WHERE created_ns < ?", until),
        sql.number("SELECT count(*) FROM visible_sessions WHERE started_ns < ? AND ended_at IS NOT NULL",
            until)));
  }

  private PurgedFiles count(long until) throws IOException {
    var files = new PurgedFiles();
    var lengths = store.committedLengths();
    for (String name : layout.sharedFiles()) {
      Path path = layout.path(name);
      var lines = new RemovedLines(new PurgedLines(until));
      lines.find(path, lengths.getOrDefault(path, 0L));
      files.add(name, lines);
    }
    return files;
  }

  private PurgedFiles remove(long until) throws IOException {
    var files = new PurgedFiles();
    for (String name : layout.sharedFiles()) {
      var lines = new RemovedLines(new PurgedLines(until));
      if (store.rewriting().rewrite(name, lines)) {
        files.add(name, lines);
      }
    }
    filesChanged.run();
    return files;
  }
}
