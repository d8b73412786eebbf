package thrum.daemon.api;

import java.nio.file.Path;
import thrum.core.journal.EventStore;
import thrum.core.session.HeartbeatMark;
import thrum.core.session.Heartbeating;
import thrum.core.session.IntentChange;
import thrum.core.session.SessionEnd;
import thrum.core.session.SessionList;
import thrum.core.session.SessionStart;
import thrum.core.session.TaskChange;
import thrum.core.session.WorkRefresh;
import thrum.core.workspace.GitFacts;
import thrum.daemon.dispatch.Methods;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.session.EndSession;
import thrum.protocol.session.Heartbeat;
import thrum.protocol.session.ListSessions;
import thrum.protocol.session.SetIntent;
import thrum.protocol.session.SetTask;
import thrum.protocol.session.StartSession;

/**
 * {@code session.*} (02 §4.4).
 *
 * @param git asks Git about a worktree: slow, so never on the journal
 */
public record SessionApi(EventStore store, GitFacts git) {

  public void bind(Methods methods) {
    methods.on(StartSession.METHOD, (request, peer) -> store.write(new SessionStart(request)));
    methods.on(EndSession.METHOD, (request, peer) -> store.write(new SessionEnd(request)));
    methods.on(ListSessions.METHOD, (request, peer) -> store.read(new SessionList(request)::run));
    methods.on(SetIntent.METHOD, (request, peer) -> store.write(new IntentChange(request)));
    methods.on(SetTask.METHOD, (request, peer) -> store.write(new TaskChange(request)));
    methods.on(Heartbeat.METHOD, (request, peer) -> heartbeat(request));
  }

  private Heartbeat.Result heartbeat(Heartbeat request) {
    var mark = store.write(new Heartbeating(request));
    return mark.worktree().map(worktree -> refresh(mark, worktree)).orElseGet(mark::withoutGitFacts);
  }

  private Heartbeat.Result refresh(HeartbeatMark mark, String worktree) {
    var found = git.of(Path.of(worktree));
    if (found.path().isEmpty()) {
      return mark.withoutGitFacts();
    }
    var facts =
        new WorkContext(mark.sessionId(), mark.agentId(), found.branch(), found.path(), found.unmerged(),
            found.uncommittedFiles(), found.changedFiles(), found.changes(), mark.lastSeenAt(), null, null,
            null, null);
    return store.write(new WorkRefresh(mark, facts));
  }
}
