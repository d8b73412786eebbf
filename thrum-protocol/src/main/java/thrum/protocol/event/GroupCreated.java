package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.GroupId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A group was made by an agent or {@code system}. */
public record GroupCreated(LogTime timestamp, GroupId groupId, String name, @Nullable String description,
    String createdBy) implements Event {

  public static final String TYPE = "group.create";

  public GroupCreated {
    description = Present.optional(description);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
