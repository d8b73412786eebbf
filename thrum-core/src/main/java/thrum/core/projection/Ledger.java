package thrum.core.projection;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.LocalLine;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.EventId;

/**
 * Applies lines to the projection and counts them. It lives inside somebody else's transaction: whoever rolls
 * back also
 * calls {@link #reset}, and whoever commits calls {@link #store} before.
 */
public final class Ledger {

  /** No daemon writes that many events. */
  static final long HIGHEST_BELIEVED = 1L << 53;

  private final Sql sql;
  private final Applier applier;
  private final DaemonId daemon;
  private volatile ProjectionState state;
  private long usedUp;
  private final AtomicLong conflicts = new AtomicLong();

  Ledger(Sql sql, Applier applier, DaemonId daemon, ProjectionState state) {
    this.sql = sql;
    this.applier = applier;
    this.daemon = daemon;
    this.state = state;
    this.conflicts.set(sql.number("SELECT count(*) FROM conflicts"));
  }

  public ProjectionState state() {
    return state;
  }

  /** Event ids that stand on lines of different content (ruling 41). */
  public long conflicts() {
    return conflicts.get();
  }

  /** Notes that an id stands on lines of different content. */
  void addConflict(String eventId) {
    conflicts.addAndGet(sql.update("INSERT OR IGNORE INTO conflicts (event_id) VALUES (?)", eventId));
  }

  /** The next number for an event of this daemon. */
  public long nextSequence() {
    return Math.max(state.sequence(), usedUp) + 1;
  }

  /** Back to a state that {@link #state} gave. Numbers that reached a file stay used up. */
  public void reset(ProjectionState earlier) {
    state = earlier;
  }

  /**
   * Applies an event that this daemon has just decided; its line carries the {@link #nextSequence}.
   *
   * @param text the line's own text, made already
   * @throws SqlFailure when it cannot have its effects: then its line must not be written
   */
  public void applyNew(EventLine line, String text) {
    long sequence = nextSequence();
    switch (applier.apply(sql, line, text, sequence)) {
      case WHOLE -> count(sequence, true);
      case WITHOUT_EFFECT -> throw withoutEffect(line.envelope().eventId());
      case KNOWN -> throw new IllegalStateException(
          "the event id " + line.envelope().eventId() + " was given twice");
    }
    sawTime(line.event().timestamp().nanos(), line.envelope().eventId());
  }

  /** Applies a fact of this machine that has just been decided, with the same failure. */
  public void applyNew(LocalLine line) {
    if (applier.applyLocal(sql, line) == Applied.WITHOUT_EFFECT) {
      throw withoutEffect(line.eventId());
    }
    sawTime(line.event().timestamp().nanos(), line.eventId());
  }

  /** Notes a fact that stands in no log. */
  public void applyLive(LiveFact fact) {
    applier.applyLive(sql, fact);
  }

  /**
   * The latest time among what is applied to an entity, in nanoseconds; the smallest number when there is
   * none.
   */
  public long latestNanos(Entity entity) {
    return applier.latestNanos(sql, entity);
  }

  /**
   * Applies a line read from the shared log; one that is known has no effect, but for a smaller variant
   * (ruling 41). Returns whether the event was not known.
   */
  public boolean applyLogged(EventLine line) {
    var known = sql.one("SELECT event_json FROM events WHERE event_id = ?", row -> row.text(1),
        line.envelope().eventId().value());
    String text = line.text();
    if (known.isEmpty()) {
      applyFirst(line, text);
    } else if (!known.get().equals(text)) {
      applier.apply(sql, line, text, nextSequence());
      if (!EventRows.line(known.get()).withSequence(0).text().equals(line.withSequence(0).text())) {
        addConflict(line.envelope().eventId().value());
      }
    }
    return known.isEmpty();
  }

  /**
   * Applies a line read from the shared log whose event is not there yet.
   *
   * @param text the line's own text
   */
  void applyFirst(EventLine line, String text) {
    long sequence = sequenceFor(line);
    count(sequence, applier.apply(sql, line, text, sequence) != Applied.KNOWN);
    if (line.envelope().originDaemon().equals(daemon.value())
        && applier.isPlausible(line.event().timestamp().nanos())) {
      sawTime(line.event().timestamp().nanos(), line.envelope().eventId());
    }
  }

  /** Applies a line read from the local log; one met before has no effect. */
  public void applyLogged(LocalLine line) {
    applier.applyLocal(sql, line);
    sawTime(line.event().timestamp().nanos(), line.eventId());
  }

  /** Events were taken out of the log together with their rows. */
  public void removed(int events) {
    state = new ProjectionState(state.sequence(), state.events() - events, state.lastNanos(),
        state.lastEvent(), state.epoch());
  }

  /** Writes the counts; the last statement before each commit. */
  public void store() {
    state.store(sql);
  }

  /**
   * Numbers up to this one may have reached a file and are never given again, whatever is reset (ruling 65).
   */
  public void useUpTo(long sequence) {
    usedUp = Math.max(usedUp, sequence);
  }

  /** The id of the last event of an entity, to be named to a user; empty when there is none. */
  public Optional<String> latestEvent(Entity entity) {
    return new EventRows(sql).latestId(entity);
  }

  private SqlFailure withoutEffect(EventId id) {
    return sql
        .one("SELECT reason FROM quarantine WHERE event_id = ?",
            row -> new SqlFailure(SqlFailure.CONSTRAINT, row.text(1), null), id.value())
        .orElseGet(() -> new SqlFailure(SqlFailure.CONSTRAINT, "no effect", null));
  }

  /**
   * The number that this daemon once gave, when nobody else has it here; else the next (03 §5.6). Anybody may
   * write
   * a line in this daemon's name, so one that leaves no room for others is not believed.
   */
  private long sequenceFor(EventLine line) {
    Long own = line.envelope().sequence();
    boolean usable = own != null && own > 0 && own < HIGHEST_BELIEVED
        && line.envelope().originDaemon().equals(daemon.value())
        && (own > state.sequence() || sql.number("SELECT 1 FROM events WHERE sequence = ?", own) == 0);
    return usable && own != null ? own : nextSequence();
  }

  private void count(long sequence, boolean added) {
    state = new ProjectionState(Math.max(sequence, state.sequence()), state.events() + (added ? 1 : 0),
        state.lastNanos(), state.lastEvent(), state.epoch());
  }

  private void sawTime(long nanos, EventId id) {
    if (nanos > state.lastNanos()) {
      state = new ProjectionState(state.sequence(), state.events(), nanos, id.value(), state.epoch());
    }
  }
}
