package thrum.protocol.event;

import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/** An agent began to work. */
public record SessionStarted(LogTime timestamp, SessionId sessionId, AgentId agentId) implements Event {

  public static final String TYPE = "agent.session.start";

  @Override
  public String type() {
    return TYPE;
  }
}
