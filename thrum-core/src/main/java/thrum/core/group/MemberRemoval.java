package thrum.core.group;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.protocol.event.GroupMemberRemoved;
import thrum.protocol.group.RemoveGroupMember;

/**
 * Takes a member out of a group; where there is none, nothing is written and it succeeds as well (02 §4.6).
 */
public record MemberRemoval(RemoveGroupMember request) implements Decision<RemoveGroupMember.Result> {

  @Override
  public Outcome<RemoveGroupMember.Result> decide(View view) {
    var wanted = new WantedMember(request.group(), request.memberType(), request.memberValue());
    var groups = new Groups(view.sql());
    var group = wanted.changeable(groups);
    var result = new RemoveGroupMember.Result(wanted.group(), wanted.type(), wanted.value());
    if (!groups.hasMember(group.id(), wanted.type(), wanted.value())) return Outcome.of(result);
    return Outcome.of(result, new GroupMemberRemoved(view.timeFor(groups.related(group)), group.id(),
        wanted.type(), wanted.value(), Actor.of(request.callerAgentId())));
  }
}
