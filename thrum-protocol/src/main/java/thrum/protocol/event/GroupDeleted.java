package thrum.protocol.event;

import thrum.protocol.id.GroupId;
import thrum.protocol.time.LogTime;

/** A group is gone; what was sent to it stays. */
public record GroupDeleted(LogTime timestamp, GroupId groupId, String deletedBy) implements Event {

  public static final String TYPE = "group.delete";

  @Override
  public String type() {
    return TYPE;
  }
}
