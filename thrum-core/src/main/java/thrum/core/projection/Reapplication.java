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

  Reapplication(Sql sql, Replay.Pass pass) {
    this.sql = sql;
    this.pass = pass;
  }

  /** Applies and commits one slice; false when the file is applied whole. */
  public boolean step() throws IOException {
    return pass.step(Transactions.within(sql, SLICE));
  }

  /** The events of the last slice that were not known before, in the order of application. */
  public List<EventLine> arrived() {
    return pass.arrived();
  }

  @Override
  public void close() throws IOException {
    pass.close();
  }
}
