package thrum.protocol.event;

import thrum.protocol.id.GroupId;
import thrum.protocol.time.LogTime;

/** An agent or all holders of a role joined a group; role {@code *} is everybody. */
public record GroupMemberAdded(LogTime timestamp, GroupId groupId, String memberType, String memberValue,
    String addedBy) implements Event {

  public static final String TYPE = "group.member.add";

  @Override
  public String type() {
    return TYPE;
  }
}
