package thrum.cli.session;

import java.util.List;
import thrum.cli.command.Workplace;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Link;
import thrum.protocol.session.StartSession;

/** Opens a session that knows its checkout, so that heartbeats collect branch, commits and files (01 §6). */
public final class SessionStart {

  private static final String WORKTREE = "worktree";

  private SessionStart() {}

  /** Opens it for an agent that is registered. */
  public static StartSession.Result open(AgentId agent, Workplace place) {
    var refs = place.gitTopLevel().map(top -> List.of(new Link(WORKTREE, top.toString()))).orElse(List.of());
    return place.daemon().call(new StartSession(agent, List.of(), refs));
  }
}
