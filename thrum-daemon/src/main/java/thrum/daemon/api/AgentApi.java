package thrum.daemon.api;

import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import thrum.core.agent.AgentList;
import thrum.core.agent.ContextList;
import thrum.core.agent.DaemonPlace;
import thrum.core.agent.Presence;
import thrum.core.agent.Registration;
import thrum.core.agent.TeamList;
import thrum.core.agent.WhoAmIQuery;
import thrum.core.cleanup.AgentCleanup;
import thrum.core.cleanup.AgentRemoval;
import thrum.core.journal.EventStore;
import thrum.daemon.dispatch.Methods;
import thrum.protocol.agent.CleanUpAgents;
import thrum.protocol.agent.DeleteAgent;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.ListTeam;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.id.AgentId;

/**
 * {@code agent.*} and {@code team.list} (02 §4.3).
 *
 * @param presences what the identity files of this machine know of an agent; asked anew for each team list
 */
public record AgentApi(EventStore store, Callers callers, DaemonPlace place, InstantSource clock,
    Supplier<Function<AgentId, Presence>> presences, AgentRemoval removal, AgentCleanup cleanup) {

  public void bind(Methods methods) {
    methods.on(RegisterAgent.METHOD, (request, peer) -> store.write(new Registration(request, place)));
    methods.on(ListAgents.METHOD, (request, peer) -> store.read(new AgentList(request)::run));
    methods.on(WhoAmI.METHOD, (request, peer) -> store.read(
        new WhoAmIQuery(callers.claim(request.callerAgentId()), clock.instant())::run));
    methods.on(ListContexts.METHOD,
        (request, peer) -> store.read(new ContextList(request, clock.instant())::run));
    methods.on(ListTeam.METHOD, (request, peer) -> store.read(
        new TeamList(request, clock.instant(), presences.get())::run));
    methods.on(DeleteAgent.METHOD, (request, peer) -> removal.delete(request.name()));
    methods.on(CleanUpAgents.METHOD, (request, peer) -> cleanup.run(request));
  }
}
