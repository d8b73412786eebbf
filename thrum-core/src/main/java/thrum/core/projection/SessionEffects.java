package thrum.core.projection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.id.SessionId;

/** Sessions: start and end (03 §5.5), and the end of those whose agent was replaced (ruling 59). */
record SessionEffects(Sql sql) {

  private static final String SUPERSEDED = "superseded";
  private static final String NORMAL = "normal";

  private record End(EventOrder order, String at, String reason) {}

  /** Computes a session from its events; when it was last seen stays as it is. */
  void recompute(String session) {
    var horizon = new Horizon(sql);
    List<EventLine> events =
        new EventRows(sql).of(Entity.session(new SessionId(session)), horizon.cutoff());
    Optional<EventLine> start = events.stream()
        .filter(event -> event.event() instanceof SessionStarted started
            && Horizon.follows(event.order(), horizon.tombstone(started.agentId())))
        .findFirst();
    if (start.isPresent()) {
      var started = (SessionStarted) start.get().event();
      write(start.get(), started, end(events, start.get(), started, horizon.tombstone(started.agentId())));
    } else {
      sql.update("DELETE FROM sessions WHERE session_id = ?", session);
    }
    new LocalEffects(sql).sessionChanged(session);
  }

  private void write(EventLine start, SessionStarted started, @Nullable End end) {
    String at = started.timestamp().text();
    long nanos = start.order().nanos();
    sql.update(
        """
            INSERT INTO sessions (session_id, agent_id, started_at, ended_at, end_reason, last_seen_at, started_ns, ended_ns,
            last_seen_ns) VALUES (?1, ?2, ?3, ?4, ?5, ?3, ?6, ?7, ?6)
            ON CONFLICT (session_id) DO UPDATE SET agent_id = ?2, started_at = ?3, ended_at = ?4, end_reason = ?5,
            started_ns = ?6, ended_ns = ?7""",
        started.sessionId().value(), started.agentId().value(), at,
        end == null ? null : end.at, end == null ? null : end.reason, nanos,
        end == null ? null : end.order.nanos());
  }

  /** The last logged end, or the first takeover that found the session open, whichever is later. */
  private @Nullable End end(List<EventLine> events, EventLine start, SessionStarted started,
      @Nullable EventOrder tombstone) {
    List<End> logged = events.stream()
        .filter(event -> event.event() instanceof SessionEnded && Horizon.follows(event.order(), tombstone))
        .map(event -> end(event.order(), (SessionEnded) event.event()))
        .toList();
    End last = logged.isEmpty() ? null : logged.getLast();
    Optional<End> takeover = sql.one(
        """
            SELECT ts_ns, event_id, replaced_at FROM replacements WHERE agent_id = ? AND (ts_ns, event_id) > (?, ?)
            ORDER BY ts_ns, event_id LIMIT 1""",
        row -> new End(new EventOrder(row.number(1), row.text(2)), row.text(3), SUPERSEDED),
        started.agentId().value(),
        start.order().nanos(), start.order().eventId());
    boolean foundOpen = takeover.isPresent()
        && logged.stream().noneMatch(end -> end.order.compareTo(takeover.get().order) < 0);
    return last == null && foundOpen ? takeover.get() : last;
  }

  private static End end(EventOrder order, SessionEnded ended) {
    return new End(order, ended.timestamp().text(), ended.reason() == null ? NORMAL : ended.reason());
  }
}
