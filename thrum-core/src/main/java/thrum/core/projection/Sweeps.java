package thrum.core.projection;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Entity.Kind;
import thrum.protocol.event.EventOrder;
import thrum.protocol.id.AgentId;

/**
 * Computes anew what a purge or the deletion of an agent concerns, a few entities at a time, so that nobody
 * waits for
 * all of them (ruling 73). What is left to do stands in the table {@code sweeps} and moves on in the
 * transaction of what
 * was done, so it may be broken off anywhere. Until then {@code visible_messages} and
 * {@code visible_sessions} hide what
 * is to go; only the counts of inboxes may still contain it.
 *
 * @param pace how much is done at once
 */
record Sweeps(Sql sql, Pace pace) {

  /** The kinds that a purge hides, in the order of a sweep. */
  private static final List<Kind> KINDS = List.of(Kind.MESSAGE, Kind.SESSION, Kind.CONTEXTS);

  /** The name under which purges stand; no agent has it. */
  private static final String PURGES = "";

  private static final String NEXT = """
      SELECT agent_id, from_ns, to_ns, entity_kind, entity_id, ts_ns, event_id FROM sweeps
      ORDER BY agent_id LIMIT 1""";

  private static final String ENTRIES = """
      SELECT entity_id, ts_ns, event_id, %s FROM events
      WHERE entity_kind = ?1 AND (entity_id, ts_ns, event_id) > (?2, ?3, ?4)
      ORDER BY entity_id, ts_ns, event_id LIMIT ?5""";

  /** Entities with an event within the range; takes no more than the index holds. */
  private static final String OF_PURGES = ENTRIES.formatted("ts_ns >= ?6 AND ts_ns < ?7");

  /** What the agent began. */
  private static final String OF_AGENT = ENTRIES.formatted(
      "type IN ('message.create', 'agent.session.start') AND json_extract(event_json, '$.agent_id') = ?6");

  /**
   * How much is done at once.
   *
   * @param chunk events looked at, and entities computed, together
   * @param immediate events looked at in the transaction of the purge or deletion itself, at most
   */
  record Pace(int chunk, int immediate) {
    static final Pace USUAL = new Pace(32, 256);
  }

  /** What is left of one sweep. */
  private record Rest(String agent, long from, long to, Place place) {}

  /** The last event looked at, in the order of the index. */
  private record Place(Kind kind, String entity, long nanos, String event) {
    static Place startOf(Kind kind) {
      return new Place(kind, "", Long.MIN_VALUE, "");
    }
  }

  private record Entry(Place place, boolean wanted) {}

  /** Purges now hide more or less between these two instants; what is done at once is done. */
  void purge(long from, long to) {
    sql.update(
        """
            INSERT INTO sweeps (agent_id, from_ns, to_ns, entity_kind, entity_id, ts_ns, event_id)
            VALUES (?1, ?2, ?3, ?4, '', ?5, '')
            ON CONFLICT (agent_id) DO UPDATE SET from_ns = min(from_ns, ?2), to_ns = max(to_ns, ?3), entity_kind = ?4,
              entity_id = '', ts_ns = ?5, event_id = ''""",
        PURGES, from, to, KINDS.getFirst().key(), Long.MIN_VALUE);
    begin();
  }

  /** Another tombstone of the agent counts from now on; what is done at once is done. */
  void agent(AgentId agent, @Nullable EventOrder tombstone) {
    sql.update("""
        INSERT OR REPLACE INTO sweeps (agent_id, from_ns, to_ns, entity_kind, entity_id, ts_ns, event_id)
        VALUES (?1, ?2, ?3, ?4, '', ?2, '')""", agent.value(), Long.MIN_VALUE,
        tombstone == null ? Long.MIN_VALUE : tombstone.nanos(), KINDS.getFirst().key());
    begin();
  }

  boolean isPending() {
    return sql.number("SELECT EXISTS (SELECT 1 FROM sweeps)") != 0;
  }

  boolean isPending(AgentId agent) {
    return sql.number("SELECT EXISTS (SELECT 1 FROM sweeps WHERE agent_id = ?)", agent.value()) != 0;
  }

  /** Does all that is left. */
  void finish() {
    while (isPending()) {
      goOn(() -> true);
    }
  }

  /** Goes on with one sweep, by one chunk at least; nothing happens when none is left. */
  void goOn(BooleanSupplier longer) {
    Optional<Rest> next = sql.one(NEXT,
        row -> new Rest(row.text(1), row.number(2), row.number(3),
            new Place(Kind.of(row.text(4)), row.text(5), row.number(6), row.text(7))));
    next.ifPresent(rest -> goOn(rest, longer));
  }

  private void begin() {
    int looks = pace.immediate / pace.chunk;
    if (looks > 0) {
      var left = new int[]{looks};
      goOn(() -> --left[0] > 0);
    }
  }

  private void goOn(Rest rest, BooleanSupplier longer) {
    Place place = rest.place;
    do {
      place = chunk(rest, place);
    } while (place != null && longer.getAsBoolean());
    if (place == null) {
      sql.update("DELETE FROM sweeps WHERE agent_id = ?", rest.agent);
    } else {
      sql.update(
          "UPDATE sweeps SET entity_kind = ?, entity_id = ?, ts_ns = ?, event_id = ? WHERE agent_id = ?",
          place.kind.key(), place.entity, place.nanos, place.event, rest.agent);
    }
  }

  /** Where to go on; null at the end. */
  private @Nullable Place chunk(Rest rest, Place from) {
    List<Entry> entries = entries(rest, from);
    Set<String> entities = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (entry.wanted) {
        entities.add(entry.place.entity);
      }
    }
    recompute(from.kind, entities);
    if (entries.size() == pace.chunk) {
      return entries.getLast().place;
    }
    int next = KINDS.indexOf(from.kind) + 1;
    return next == KINDS.size() ? null : Place.startOf(KINDS.get(next));
  }

  private List<Entry> entries(Rest rest, Place from) {
    RowReader<Entry> reader = row -> new Entry(
        new Place(from.kind, row.text(1), row.number(2), row.text(3)), row.flag(4));
    return rest.agent.equals(PURGES)
        ? sql.all(OF_PURGES, reader, from.kind.key(), from.entity, from.nanos, from.event, pace.chunk,
            rest.from, rest.to)
        : sql.all(OF_AGENT, reader, from.kind.key(), from.entity, from.nanos, from.event, pace.chunk,
            rest.agent);
  }

  /** Computes these anew, as far as a purge or the deletion of an agent can hide their events. */
  void recompute(Collection<Entity> entities) {
    for (Kind kind : KINDS) {
      recompute(kind,
          entities.stream()
              .filter(entity -> entity.kind() == kind)
              .map(Entity::id)
              .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
  }

  private void recompute(Kind kind, Set<String> entities) {
    switch (kind) {
      case MESSAGE -> new MessageEffects(sql).recompute(entities);
      case SESSION -> entities.forEach(new SessionEffects(sql)::recompute);
      case CONTEXTS -> entities.forEach(new ContextEffects(sql)::recompute);
      default -> throw new IllegalStateException("no purge hides events of the kind " + kind.key());
    }
  }
}
