package thrum.protocol.group;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.GroupId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A group in a list (02 §4.6). */
public record GroupInfo(GroupId groupId, String name, @Nullable String description, long memberCount,
    LogTime createdAt) {

  public GroupInfo {
    name = Present.text(name);
    description = Present.optional(description);
  }
}
