package thrum.core.purge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.Event;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/**
 * Writes the tombstone, and the starts of the open sessions once more behind it, so that these stay (ruling
 * 43).
 *
 * @param cutoff in its caller's words; beyond now, only what is before now goes
 */
record PurgeDecision(LogTime cutoff) implements Decision<LogTime> {

  private static final String OPEN = """
      SELECT session_id, agent_id FROM visible_sessions
      WHERE ended_at IS NULL AND started_ns < ? ORDER BY started_ns, session_id""";

  private record Open(SessionId id, AgentId agent) {}

  /** The result is the time of the tombstone. */
  @Override
  public Outcome<LogTime> decide(View view) {
    LogTime now = view.timeFor();
    var events = new ArrayList<Event>(List.of(new PurgeExecuted(now, cutoff)));
    long until = Math.min(cutoff.nanos(), now.nanos());
    var open =
        view.sql().all(OPEN, row -> new Open(new SessionId(row.text(1)), new AgentId(row.text(2))), until);
    if (!open.isEmpty()) {
      LogTime again = view.timeFor(followed(view, open));
      open.forEach(session -> events.add(new SessionStarted(again, session.id, session.agent)));
    }
    return Outcome.of(now, events);
  }

  /** A start has to follow the deletion of its agent as well, to be one. */
  private static Entity[] followed(View view, List<Open> sessions) {
    return sessions.stream()
        .flatMap(session -> Stream.of(Entity.session(session.id), Entity.agent(session.agent)))
        .distinct()
        .filter(view::canFollow)
        .toArray(Entity[]::new);
  }
}
