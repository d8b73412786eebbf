package thrum.core.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import thrum.core.agent.WorkContexts;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.Event;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.id.AgentId;
import thrum.protocol.time.LogTime;

/** The events that end sessions: each end is followed by what the agent was working on (ruling 71). */
record SessionClosing(View view) {

  static Entity[] entities(AgentId agent, List<Sessions.Session> sessions) {
    var ofSessions = sessions.stream().map(session -> Entity.session(session.id()));
    return Stream.concat(Stream.of(Entity.agent(agent), Entity.contexts(agent)), ofSessions)
        .toArray(Entity[]::new);
  }

  List<Event> close(AgentId agent, List<Sessions.Session> sessions, String reason, LogTime time) {
    List<Event> events = new ArrayList<>();
    if (sessions.isEmpty()) return events;
    var update = update(agent, time);
    for (var session : sessions) {
      events.add(new SessionEnded(time, session.id(), reason));
      events.add(update);
    }
    return events;
  }

  /** Seen from before the end, so that the intent of a session without Git facts is not lost with it. */
  private AgentUpdated update(AgentId agent, LogTime time) {
    var contexts = new WorkContexts(view.sql(), time.instant()).of(agent);
    return new AgentUpdated(time, agent, contexts);
  }
}
