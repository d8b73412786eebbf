package thrum.core.projection;

import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/** What this machine sees of its own sessions and writes to no log: lost with the database (ruling 58). */
public sealed interface LiveFact {

  /** The session gave a sign of life. */
  record Seen(AgentId agentId, SessionId sessionId, LogTime at) implements LiveFact {}

  /** What Git says about the session's worktree; only the Git fields count. */
  record WorkFacts(SessionId sessionId, WorkContext facts) implements LiveFact {}
}
