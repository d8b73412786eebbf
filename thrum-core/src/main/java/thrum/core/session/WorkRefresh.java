package thrum.core.session;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.LiveFact;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.session.Heartbeat;

/**
 * The second half of a heartbeat: what Git said about the session's worktree is shown to others of this
 * machine. A
 * session that ended meanwhile takes no more facts; the answer is the same.
 */
public record WorkRefresh(HeartbeatMark mark, WorkContext facts) implements Decision<Heartbeat.Result> {

  @Override
  public Outcome<Heartbeat.Result> decide(View view) {
    var result = new Heartbeat.Result(mark.sessionId(), mark.lastSeenAt(), facts.branch(),
        facts.unmergedCommits().size(), facts.fileChanges());
    var open =
        new Sessions(view.sql()).find(mark.sessionId()).filter(session -> !session.ended()).isPresent();
    var outcome = Outcome.of(result);
    return open ? outcome.withLive(new LiveFact.WorkFacts(mark.sessionId(), facts)) : outcome;
  }
}
