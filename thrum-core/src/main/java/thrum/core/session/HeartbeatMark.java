package thrum.core.session;

import java.util.List;
import java.util.Optional;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.session.Heartbeat;
import thrum.protocol.time.LogTime;

/**
 * What a heartbeat left behind.
 *
 * @param worktree the directory whose Git facts belong to the session: its first {@code worktree} ref
 */
public record HeartbeatMark(SessionId sessionId, AgentId agentId, LogTime lastSeenAt,
    Optional<String> worktree) {

  /** The answer when Git has nothing to say. */
  public Heartbeat.Result withoutGitFacts() {
    return new Heartbeat.Result(sessionId, lastSeenAt, null, 0, List.of());
  }
}
