package thrum.protocol.event;

import thrum.protocol.id.GroupId;
import thrum.protocol.time.LogTime;

/** An agent or all holders of a role left a group. */
public record GroupMemberRemoved(LogTime timestamp, GroupId groupId, String memberType, String memberValue,
    String removedBy) implements Event {

  public static final String TYPE = "group.member.remove";

  @Override
  public String type() {
    return TYPE;
  }
}
