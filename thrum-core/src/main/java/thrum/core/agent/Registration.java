package thrum.core.agent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.HashedId;
import thrum.protocol.time.LogTime;

/**
 * An agent takes a name, a role and a module (02 §4.3, 03 §6.3). It runs on the journal, so of two that ask
 * for one
 * role and module at once the second sees the first.
 *
 * <p>The group of the role follows from the registration itself (ruling 72), and so does the end of a
 * replaced
 * agent's sessions (ruling 59); neither is an event of its own.
 */
public record Registration(RegisterAgent request, DaemonPlace place)
    implements Decision<RegisterAgent.Result> {

  @Override
  public Outcome<RegisterAgent.Result> decide(View view) {
    var names = new NameRules(request.name(), request.role());
    names.checkForm();
    var roster = new Roster(view.sql());
    if (!request.reRegister()) names.checkAmbiguity(roster);
    var id = agentId();
    var holder = roster.holder(request.role(), request.module(), view.daemon(), id).orElse(null);
    if (holder == null) {
      return write(view, id, null, returns(roster, id) ? RegisterAgent.UPDATED : RegisterAgent.REGISTERED);
    }
    if (holder.agentId().equals(id)) {
      return request.reRegister()
          ? write(view, id, null, RegisterAgent.UPDATED)
          : Outcome.of(new RegisterAgent.Result(id, RegisterAgent.REGISTERED, null));
    }
    if (request.force() || request.reRegister()) {
      return write(view, id, holder.agentId(), RegisterAgent.REGISTERED);
    }
    return Outcome.of(new RegisterAgent.Result(null, RegisterAgent.CONFLICT, holder.asConflict()));
  }

  private AgentId agentId() {
    var name = request.name();
    return name == null
        ? HashedId.agentId(place.checkout(), request.role(), request.module())
        : new AgentId(name);
  }

  /** An agent that another daemon knows under the same id, role and module comes back here. */
  private boolean returns(Roster roster, AgentId id) {
    return request.reRegister() && roster.has(id, request.role(), request.module());
  }

  private Outcome<RegisterAgent.Result> write(View view, AgentId id, @Nullable AgentId replaced,
      String status) {
    var event = new AgentRegistered(time(view, id, replaced), id, AgentRegistered.KIND_AGENT, request.name(),
        request.role(),
        request.module(), place.checkout(), request.display(), place.hostname(), request.claudePid(),
        replaced);
    return Outcome.of(new RegisterAgent.Result(id, status, null), event);
  }

  /**
   * A registration may end the sessions of the agent that it replaces and bring the group of its role to
   * life. A
   * deletion of that group dated too far ahead keeps nobody from registering: then the group alone waits.
   */
  private LogTime time(View view, AgentId id, @Nullable AgentId replaced) {
    List<Entity> changed = new ArrayList<>();
    changed.add(Entity.agent(id));
    var roleGroup = Entity.group(new GroupId("grp_role_" + request.role()));
    if (view.canFollow(roleGroup)) {
      changed.add(roleGroup);
    }
    if (replaced != null) {
      changed.add(Entity.agent(replaced));
      new Roster(view.sql()).openSessions(replaced).forEach(session -> changed.add(Entity.session(session)));
    }
    return view.timeFor(changed.toArray(Entity[]::new));
  }
}
