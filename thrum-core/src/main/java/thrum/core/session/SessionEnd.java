package thrum.core.session;

import java.time.Duration;
import java.util.List;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.protocol.failure.Refused;
import thrum.protocol.session.EndSession;

/**
 * A session ends, or an ended one ends anew: the later end counts (02 §4.4). Its subscriptions die with it.
 */
public record SessionEnd(EndSession request) implements Decision<EndSession.Result> {
  @Override
  public Outcome<EndSession.Result> decide(View view) {
    var id = request.sessionId();
    var session = new Sessions(view.sql()).find(id)
        .orElseThrow(() -> new Refused("get session: sql: no rows in result set"));
    var ending = List.of(session);
    var time = view.timeFor(SessionClosing.entities(session.agent(), ending));
    var events =
        new SessionClosing(view).close(session.agent(), ending, request.reason(), time);
    var lasted = Duration.between(session.startedAt().instant(), time.instant());
    return Outcome.of(new EndSession.Result(id, time, lasted.toMillis()), events);
  }
}
