package thrum.core.log.migration;

import java.io.IOException;
import java.time.InstantSource;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;

/**
 * Brings the log of an older version into today's form, before anything reads it (03 §4.6): the one file of
 * all
 * messages becomes a file for each author, and events without an id get one. Every line survives, also one
 * that nobody
 * understands; whoever migrates the same lines gets the same bytes. It may be killed at any point: the next
 * run goes on.
 * Whoever runs it is the only writer of the log.
 */
public final class LogMigration {

  private final Sharding sharding;
  private final Backfill backfill;

  /**
   * @param layout its files end in a newline ({@link thrum.core.log.LogTidying})
   */
  public LogMigration(LogLayout layout, Disk disk, InstantSource clock) {
    this.sharding = new Sharding(layout, disk, clock);
    this.backfill = new Backfill(layout, disk);
  }

  /** Does what is left to do; nothing for a log of today. */
  public void run() throws IOException {
    sharding.run();
    backfill.run();
  }
}
