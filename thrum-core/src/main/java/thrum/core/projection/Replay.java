package thrum.core.projection;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import thrum.core.log.LogFile;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
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
  /** Of a transaction, whose events are kept until it ends: lines may be a megabyte long each. */
  private static final long BYTES_PER_STEP = 8 << 20;

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

  /** Whether nothing of the file is left to apply. */
  boolean isApplied(LogFile file) {
    return isContinued(file) && position(file).offset() == file.committed();
  }

  /** How many bytes of the file are to be looked at. */
  long left(LogFile file) {
    return file.committed() - (isContinued(file) ? position(file).offset() : 0);
  }

  /**
   * Applies what the file holds beyond the projection.
   *
   * @param steps cuts the work into transactions
   * @param done told after each step how many bytes are applied
   */
  void run(LogFile file, Steps steps, LongConsumer done) throws IOException {
    if (isApplied(file)) {
      return;
    }
    try (Pass pass = pass(file)) {
      boolean more = true;
      while (more) {
        more = pass.step(steps);
        done.accept(pass.done());
      }
    }
  }

  /** Prepares to apply a file, from its recorded position or, if it is another file since, from its start. */
  Pass pass(LogFile file) throws IOException {
    boolean continued = isContinued(file);
    if (!continued) {
      skipped.forget(file.name());
    }
    Position start = continued ? position(file) : Position.START.in(file.inode());
    return new Pass(file, new WholeCourse(file.path(), start));
  }

  /** Prepares to apply those lines of a rewritten file that are new in it. */
  Pass fresh(LogFile file, FreshLines fresh) {
    skipped.forget(file.name());
    return new Pass(file, new FreshCourse(file, fresh));
  }

  private Position position(LogFile file) {
    return positions.getOrDefault(file.name(), Position.START);
  }

  /** One reading of a file to its end. Whatever is appended between two steps is read too. */
  final class Pass implements Closeable {

    private final LogFile file;
    private final Course course;
    private List<EventLine> arrived = List.of();
    private long done;

    private Pass(LogFile file, Course course) {
      this.file = file;
      this.course = course;
    }

    /** Applies and commits a piece; false when the file is applied whole. */
    boolean step(Steps steps) throws IOException {
      ProjectionState before = ledger.state();
      arrived = new ArrayList<>();
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

    /** Bytes of the lines applied so far. */
    long done() {
      return done;
    }

    /** Bytes to be applied, as far as they are known. */
    long total() {
      return course.length();
    }

    /** The events of the last step that were not known before. */
    List<EventLine> arrived() {
      return arrived;
    }

    private boolean applyAndCommit(Steps steps) throws IOException {
      boolean more;
      long begun = done;
      do {
        more = applySome();
      } while (more && done - begun < BYTES_PER_STEP && steps.goesOn());
      Position position = course.position();
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

    /** False when there are no more lines. */
    private boolean applySome() throws IOException {
      for (int i = 0; i < LINES_PER_LOOK; i++) {
        if (!course.advance(this::apply)) {
          return i > 0;
        }
      }
      return true;
    }

    private void apply(LogLine line) {
      Replay.this.apply(file.name(), line, arrived);
      done += line.length() + 1;
    }

    @Override
    public void close() throws IOException {
      course.close();
    }
  }

  private void apply(String name, LogLine line, List<EventLine> arrived) {
    if (line.isBlank()) {
      return;
    }
    boolean understood = !line.isTooLong()
        && (name.equals(LogLayout.LOCAL) ? applyLocal(line) : applyShared(line, arrived));
    if (!understood) {
      skipped.add(name);
    }
  }

  private boolean applyShared(LogLine line, List<EventLine> arrived) {
    if (EventCodec.parse(line.bytes()) instanceof EventLine event) {
      if (ledger.applyLogged(event)) {
        arrived.add(event);
      }
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
