package thrum.core.session;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.IntentSet;
import thrum.protocol.session.SetIntent;

/**
 * Says what a session is for; an empty text takes it back (02 §4.4). Known on this machine only (ruling 58).
 */
public record IntentChange(SetIntent request) implements Decision<SetIntent.Result> {

  @Override
  public Outcome<SetIntent.Result> decide(View view) {
    var id = request.sessionId();
    new Sessions(view.sql()).requireOpen(id);
    var time = view.timeFor(Entity.session(id));
    return Outcome.of(new SetIntent.Result(id, request.intent(), time))
        .withLocal(new IntentSet(time, id, request.intent()));
  }
}
