package thrum.protocol.event;

import java.util.List;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** What an agent worked on, by session. */
public record AgentUpdated(LogTime timestamp, AgentId agentId, List<WorkContext> workContexts)
    implements Event {

  public static final String TYPE = "agent.update";

  public AgentUpdated {
    workContexts = Present.list(workContexts);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
