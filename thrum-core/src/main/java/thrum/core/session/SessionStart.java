package thrum.core.session;

import java.util.ArrayList;
import java.util.List;
import thrum.core.agent.Roster;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.Event;
import thrum.protocol.event.SessionLinks;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.failure.Refused;
import thrum.protocol.session.StartSession;

/**
 * An agent or a user begins to work (02 §4.4). What is still open of theirs was left behind by a crash and
 * ends
 * first, so that an agent has one open session at most; all of it bears one time.
 */
public record SessionStart(StartSession request) implements Decision<StartSession.Result> {
  private static final String RECOVERED = "crash_recovered";

  @Override
  public Outcome<StartSession.Result> decide(View view) {
    var agent = request.agentId();
    if (!new Roster(view.sql()).has(agent)) {
      throw new Refused("agent not found: agent " + agent + " not registered");
    }
    var left = new Sessions(view.sql()).openOf(agent);
    var session = view.ids().session();
    var time = view.timeFor(SessionClosing.entities(agent, left));
    List<Event> events =
        new ArrayList<>(new SessionClosing(view).close(agent, left, RECOVERED, time));
    events.add(new SessionStarted(time, session, agent));
    var outcome = Outcome.of(new StartSession.Result(session, agent, time), events);
    if (request.scopes().isEmpty() && request.refs().isEmpty()) return outcome;
    return outcome.withLocal(
        new SessionLinks(time, session, request.scopes(), List.of(), request.refs(), List.of()));
  }
}
