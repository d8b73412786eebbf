package thrum.core.projection;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import thrum.core.log.LogFile;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.event.LocalLine;

/**
 * Applies the lines of a log file that the projection does not hold yet, in steps that each commit a piece
 * with its
 * position. A file that is still the one recorded is read from its position; any other is read whole and
 * compared by
 * event id.
 */
final class Replay {

  private static final int LINES_PER_LOOK = 32;

  private final Sql sql;
  private final Ledger ledger;
  private final Map<String, Position> positions;
  private final SkippedLines skipped;

  /**
   * @param positions as recorded; kept up to date here
   * @param skipped as recorded; kept up to date here
   */
  Replay(Sql sql, Ledger ledger, Map<String, Position> positions, SkippedLines skipped) {
    this.skipped = skipped;
    this.sql = sql;
    this.ledger = ledger;
    this.positions = positions;
  }

  /**
   * Whether the file is the one recorded and was only appended to: what lies before its position needs no
   * look.
   */
  boolean isContinued(LogFile file) {
    Position position = positions.get(file.name());
    return position != null && !position.rewritten() && position.inode() == file.inode()
        && position.offset() <= file.committed();
  }

  /**
   * Applies what the file holds beyond the projection.
   *
   * @param steps cuts the work into transactions
   */
  void run(LogFile file, Steps steps) throws IOException {
    if (isContinued(file) && position(file).offset() == file.committed()) {
      return;
    }
    try (Pass pass = pass(file)) {
      boolean more = true;
      while (more) {
        more = pass.step(steps);
      }
    }
  }

  /** Prepares to apply a file, from its recorded position or, if it is another file since, from its start. */
  Pass pass(LogFile file) throws IOException {
    boolean continued = isContinued(file);
    if (!continued) {
      skipped.forget(file.name());
    }
    return new Pass(file, continued ? position(file) : Position.START.in(file.inode()));
  }

  private Position position(LogFile file) {
    return positions.getOrDefault(file.name(), Position.START);
  }

  /** One reading of a file to its end. Whatever is appended between two steps is read too. */
  final class Pass implements Closeable {

    private final LogFile file;
    private final LogReader reader;
    private Position position;

    private Pass(LogFile file, Position start) throws IOException {
      this.file = file;
      this.position = start;
      this.reader = new LogReader(file.path(), start.offset(), Long.MAX_VALUE);
    }

    /** Applies and commits a piece; false when the file is applied whole. */
    boolean step(Steps steps) throws IOException {
      ProjectionState before = ledger.state();
      steps.begin();
      boolean done = false;
      try {
        boolean more = applyAndCommit(steps);
        done = true;
        return more;
      } finally {
        if (!done) {
          ledger.reset(before);
          steps.abandon();
        }
      }
    }

    private boolean applyAndCommit(Steps steps) throws IOException {
      boolean more;
      do {
        Position after = applySome(file.name(), reader, position);
        more = !after.equals(position);
        position = after;
      } while (more && steps.goesOn());
      if (more) {
        if (!position(file).rewritten()) {
          Positions.advance(sql, file.name(), position);
        }
      } else {
        Positions.settle(sql, file.name(), position);
      }
      skipped.store(sql, file.name());
      ledger.store();
      steps.commit();
      if (!more) {
        positions.put(file.name(), position);
      }
      return more;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private Position applySome(String name, LogReader reader, Position start) throws IOException {
    Position position = start;
    for (int i = 0; i < LINES_PER_LOOK; i++) {
      LogLine line = reader.next();
      if (line == null) {
        break;
      }
      apply(name, line);
      position = position.after(line.end(), line.crc(), line.length());
    }
    return position;
  }

  private void apply(String name, LogLine line) {
    if (line.isBlank()) {
      return;
    }
    boolean understood = !line.isTooLong()
        && (name.equals(LogLayout.LOCAL) ? applyLocal(line) : applyShared(line));
    if (!understood) {
      skipped.add(name);
    }
  }

  private boolean applyShared(LogLine line) {
    if (EventCodec.parse(line.bytes()) instanceof EventLine event) {
      ledger.applyLogged(event);
      return true;
    }
    return false;
  }

  private boolean applyLocal(LogLine line) {
    if (LocalCodec.parse(line.bytes()) instanceof LocalLine local) {
      ledger.applyLogged(local);
      return true;
    }
    return false;
  }

  /** Cuts the work into transactions. */
  interface Steps {

    void begin();

    /** Whether more belongs into the open transaction. */
    boolean goesOn();

    void commit();

    /** The transaction failed; what it held is forgotten. */
    void abandon();
  }
}
