package thrum.core.group;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.id.GroupId;

/**
 * Makes the group of all agents where there is none; the daemon decides it at each start (03 §3.5). Several
 * daemons
 * may do so at once: the id is fixed. The result says whether anything was written.
 */
public record EveryoneGroup() implements Decision<Boolean> {
  static final String NAME = "everyone";
  static final GroupId ID = new GroupId("grp_everyone");

  @Override
  public Outcome<Boolean> decide(View view) {
    if (new Groups(view.sql()).find(NAME).isPresent()) return Outcome.of(false);
    var time = view.timeFor(Entity.groups());
    return Outcome.of(true,
        new GroupCreated(time, ID, NAME, "All agents", Actor.SYSTEM),
        new GroupMemberAdded(time, ID, WantedMember.ROLE, "*", Actor.SYSTEM));
  }
}
