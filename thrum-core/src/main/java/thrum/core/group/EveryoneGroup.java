package thrum.core.group;

import java.util.Arrays;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.id.GroupId;

/**
 * Makes the group of all agents where there is none; the daemon decides it at each start (03 §3.5). Several
 * daemons
 * may do so at once: the id is fixed. Where somebody deleted it with a date far ahead, nothing is written,
 * since a new
 * one would be deleted as well; a daemon starts without it. The result says whether anything was written.
 */
public record EveryoneGroup() implements Decision<Boolean> {
  static final String NAME = "everyone";
  static final GroupId ID = new GroupId("grp_everyone");

  @Override
  public Outcome<Boolean> decide(View view) {
    var groups = new Groups(view.sql());
    if (groups.find(NAME).isPresent()) return Outcome.of(false);
    var earlier = groups.bearing(NAME);
    if (!Arrays.stream(earlier).allMatch(view::canFollow)) return Outcome.of(false);
    var time = view.timeFor(earlier);
    return Outcome.of(true,
        new GroupCreated(time, ID, NAME, "All agents", Actor.SYSTEM),
        new GroupMemberAdded(time, ID, WantedMember.ROLE, "*", Actor.SYSTEM));
  }
}
