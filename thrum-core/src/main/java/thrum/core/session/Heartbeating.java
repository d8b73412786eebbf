package thrum.core.session;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.core.projection.LiveFact;
import thrum.protocol.session.Heartbeat;

/**
 * An agent shows that it lives and changes what its session is linked to (02 §4.4). The first of two
 * decisions: Git
 * is asked in between, outside the journal, when {@link HeartbeatMark#worktree} names a directory.
 */
public record Heartbeating(Heartbeat request) implements Decision<HeartbeatMark> {

  @Override
  public Outcome<HeartbeatMark> decide(View view) {
    var id = request.sessionId();
    var session = new Sessions(view.sql()).requireOpen(id);
    var time = view.timeFor(Entity.session(id));
    var present = SessionLinkRows.of(view.sql(), id);
    var change = LinkChange.between(present, request);
    var mark = new HeartbeatMark(id, session.agent(), time, change.worktreeAfter(present));
    var outcome = Outcome.of(mark).withLive(new LiveFact.Seen(session.agent(), id, time));
    return change.isEmpty() ? outcome : outcome.withLocal(change.event(time, id));
  }
}
