package thrum.core.projection;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import thrum.protocol.event.EventLine;

/** Applies a rewritten file in slices between which the journal writes (ruling 73). */
public final class Reapplication implements Closeable {

  /** How long a slice may keep writers waiting. */
  private static final Duration SLICE = Duration.ofMillis(2);

  private final Sql sql;
  private final Replay.Pass pass;
  private final ReplayProgress progress;
  private final long total;

  Reapplication(Sql sql, Replay.Pass pass, ReplayProgress progress) {
    this.sql = sql;
    this.pass = pass;
    this.progress = progress;
    this.total = pass.total();
  }

  /** Applies and commits one slice; false when the file is applied whole. */
  public boolean step() throws IOException {
    boolean more = pass.step(Transactions.within(sql, SLICE));
    progress.reached(pass.done(), total);
    return more;
  }

  /** The events of the last slice that were not known before, in the order of application. */
  public List<EventLine> arrived() {
    return pass.arrived();
  }

  @Override
  public void close() throws IOException {
    progress.end();
    pass.close();
  }
}
