package thrum.core.session;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.TaskSet;
import thrum.protocol.session.SetTask;

/**
 * Names the task that a session is on; an empty text takes it back (02 §4.4). Known here only (ruling 58).
 */
public record TaskChange(SetTask request) implements Decision<SetTask.Result> {

  @Override
  public Outcome<SetTask.Result> decide(View view) {
    var id = request.sessionId();
    new Sessions(view.sql()).requireOpen(id);
    var time = view.timeFor(Entity.session(id));
    return Outcome.of(new SetTask.Result(id, request.currentTask(), time))
        .withLocal(new TaskSet(time, id, request.currentTask()));
  }
}
