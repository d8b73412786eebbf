package thrum.cli.agent;

import java.util.Optional;
import thrum.cli.client.Daemon;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.ListOutbox;
import thrum.protocol.session.ListSessions;
import thrum.protocol.session.SessionInfo;

/**
 * What an agent has given of itself so far: whoever gives another sign has others.
 *
 * @param registration empty when it is not registered
 * @param session its last one; empty when it had none
 * @param messages how many it wrote
 */
record Signs(Optional<AgentInfo> registration, Optional<SessionInfo> session, long messages) {

  static Signs of(Daemon daemon, AgentId agent) {
    var registration = daemon.call(new ListAgents(null, null))
        .agents()
        .stream()
        .filter(info -> info.agentId().equals(agent))
        .findFirst();
    var sessions = daemon.call(new ListSessions(agent, false)).sessions().stream().findFirst();
    return new Signs(registration, sessions,
        daemon.call(new ListOutbox(agent, null, false, 1, 1)).total());
  }
}
