package thrum.core.projection;

import java.time.Duration;
import java.time.InstantSource;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.LocalLine;
import thrum.protocol.json.Utf8Order;
import thrum.protocol.time.LogTime;

/**
 * Applies events to the projection. After any set of events in any order, any number of times, what the
 * tables hold of
 * the logs is the same (03 §5.4): an event that is the newest of its {@link Entity} is applied directly, any
 * other makes
 * its entity be computed anew from {@code events}. Runs inside the caller's transaction and keeps nothing in
 * memory, so
 * the caller may roll back as it likes.
 *
 * <p>An event whose effects fail is recorded in {@code quarantine} and has none; a failure of the database
 * itself is
 * thrown, and then the caller has to check that its transaction is still open (ruling 64).
 *
 * <p>What a large purge or deletion hides is hidden at once and leaves its tables later: {@link Sweeps} has
 * to
 * go on until nothing is pending.
 */
public final class Applier {

  /** A line further ahead of the clock tells nothing about when this daemon wrote last. */
  private static final Duration FURTHEST = Duration.ofHours(24);

  /** In one statement, because every decision asks. */
  private static final String LATEST = """
      SELECT max(ns) FROM (
        SELECT * FROM (SELECT ts_ns AS ns FROM events WHERE entity_kind = ?1 AND entity_id = ?2
          ORDER BY ts_ns DESC LIMIT 1)
        UNION ALL
        SELECT ns - 1 FROM purge_metadata WHERE key = 'purge_cutoff' AND ?3 AND ns > -9223372036854775808)
      HAVING count(*) > 0""";

  private final InstantSource clock;
  private final Sweeps.Pace pace;

  /** @param clock tells which purges are too far ahead to count yet */
  public Applier(InstantSource clock) {
    this(clock, Sweeps.Pace.USUAL);
  }

  Applier(InstantSource clock, Sweeps.Pace pace) {
    this.clock = clock;
    this.pace = pace;
  }

  /**
   * Stores an event of the shared log and applies it.
   *
   * @param sequence its place in {@code events}; not used for an id that is there already
   */
  public Applied apply(Sql sql, EventLine line, long sequence) {
    return apply(sql, line, line.text(), sequence);
  }

  /** As {@link #apply(Sql, EventLine, long)}, for a caller that has the line's {@link EventLine#text}. */
  Applied apply(Sql sql, EventLine line, String text, long sequence) {
    var entity = Entity.of(line.event());
    if (!new EventRows(sql).insert(line, entity, sequence, text)) {
      offerVariant(sql, line, entity, text);
      return Applied.KNOWN;
    }
    boolean done = entity.kind() == Entity.Kind.NONE
        || (entity.kind() == Entity.Kind.MESSAGE && new MessageEffects(sql).applyPlainly(line));
    return done ? Applied.WHOLE
        : new Quarantine(sql, clock).run(line.order().eventId(), () -> effects(sql, line, entity));
  }

  /**
   * Stores and applies a line of the local log. It is known when its text replaces no larger one.
   */
  public Applied applyLocal(Sql sql, LocalLine line) {
    var effects = new LocalEffects(sql);
    if (!effects.store(line)) {
      return Applied.KNOWN;
    }
    return new Quarantine(sql, clock).run(line.order().eventId(), () -> effects.apply(line));
  }

  /** Notes a fact that stands in no log; nothing happens when its session is not there. */
  public void applyLive(Sql sql, LiveFact fact) {
    new LiveEffects(sql).apply(fact);
  }

  /** Whether this daemon can have written something at that time, in nanoseconds since the epoch. */
  boolean isPlausible(long nanos) {
    return nanos <= LogTime.of(clock.instant().plus(FURTHEST)).nanos();
  }

  /** Whether {@link #reviewPurges} has anything to do. */
  boolean isPurgeDue(Sql sql) {
    return new PurgeEffects(sweeps(sql), clock).isDue();
  }

  /** Lets purges count that were too far ahead of the clock; to be called now and then (ruling 43). */
  public void reviewPurges(Sql sql) {
    new PurgeEffects(sweeps(sql), clock).recompute();
  }

  /** What purges and deletions have left to be done on this connection. */
  Sweeps sweeps(Sql sql) {
    return new Sweeps(sql, pace);
  }

  /**
   * The time that a decision about this entity has to follow: its latest event, and what purges hide. What an
   * agent
   * writes next is hidden by a purge like what it wrote.
   *
   * @return nanoseconds since the epoch; the smallest number when nothing is known
   */
  public long latestNanos(Sql sql, Entity entity) {
    boolean hidden = entity.kind().purgeable() || entity.kind() == Entity.Kind.AGENT;
    return sql.one(LATEST, row -> row.number(1), entity.kind().key(), entity.id(), hidden)
        .orElse(Long.MIN_VALUE);
  }

  private void effects(Sql sql, EventLine line, Entity entity) {
    switch (entity.kind()) {
      case MESSAGE -> new MessageEffects(sql).apply(line);
      case SESSION -> new SessionEffects(sql).recompute(entity.id());
      case AGENT -> new AgentEffects(sweeps(sql)).apply(line);
      case CONTEXTS -> new ContextEffects(sql).apply(line, (AgentUpdated) line.event());
      case GROUP -> new GroupEffects(sql).apply(line);
      case PURGE -> new PurgeEffects(sweeps(sql), clock).recompute();
      case NONE -> {
        // stored is all
      }
    }
  }

  private void recompute(Sql sql, Entity entity) {
    switch (entity.kind()) {
      case MESSAGE -> new MessageEffects(sql).recompute(entity.id());
      case SESSION -> new SessionEffects(sql).recompute(entity.id());
      case AGENT -> new AgentEffects(sweeps(sql)).recompute(entity.id());
      case CONTEXTS -> new ContextEffects(sql).recompute(entity.id());
      case GROUP -> new GroupEffects(sql).recompute();
      case PURGE -> new PurgeEffects(sweeps(sql), clock).recompute();
      case NONE -> {
        // has no rows
      }
    }
  }

  /** Of lines with one id the byte-wise smallest counts (ruling 41). */
  private void offerVariant(Sql sql, EventLine line, Entity entity, String text) {
    var events = new EventRows(sql);
    String id = line.order().eventId();
    EventLine known = events.byId(id).orElseThrow();
    if (Utf8Order.compareTexts(text, known.text()) >= 0) {
      return;
    }
    events.replace(line, entity, text);
    if (!known.withSequence(0).text().equals(line.withSequence(0).text())) {
      var quarantine = new Quarantine(sql, clock);
      quarantine.lift(id);
      quarantine.run(id, () -> {
        recompute(sql, Entity.of(known.event()));
        recompute(sql, entity);
      });
    }
  }
}
