package thrum.core.group;

import thrum.core.agent.Roster;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.AddGroupMember;
import thrum.protocol.id.AgentId;

/**
 * Adds an agent or everybody with a role to a group; who is in it already stays, and nothing is written (02
 * §4.6).
 */
public record MemberAddition(AddGroupMember request) implements Decision<AddGroupMember.Result> {
  private static final String EVERY_ROLE = "*";

  @Override
  public Outcome<AddGroupMember.Result> decide(View view) {
    var wanted = new WantedMember(request.group(), request.memberType(), request.memberValue());
    wanted.checkType();
    var groups = new Groups(view.sql());
    var group = wanted.changeable(groups);
    checkKnown(wanted, new Roster(view.sql()));
    var result = new AddGroupMember.Result(wanted.group(), wanted.type(), wanted.value());
    if (groups.hasMember(group.id(), wanted.type(), wanted.value())) return Outcome.of(result);
    return Outcome.of(result,
        new GroupMemberAdded(view.timeFor(groups.related(group)), group.id(), wanted.type(),
            wanted.value(), Actor.of(request.callerAgentId())));
  }

  private static void checkKnown(WantedMember wanted, Roster roster) {
    var value = wanted.value();
    if (wanted.type().equals(WantedMember.AGENT)) {
      if (!roster.has(new AgentId(value))) {
        throw new Refused(
            "agent \"" + value + "\" not found — agent must be registered before being added to a group");
      }
    } else if (!value.equals(EVERY_ROLE) && !roster.hasRole(value)) {
      throw new Refused("role \"" + value + "\" not found — no registered agents with this role");
    }
  }
}
