package thrum.protocol.event;

import java.util.Map;
import thrum.protocol.id.GroupId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A group got a new {@code name} or {@code description}; other keys of {@code fields} mean nothing here. */
public record GroupUpdated(LogTime timestamp, GroupId groupId, String updatedBy, Map<String, String> fields)
    implements Event {

  public static final String TYPE = "group.update";

  public GroupUpdated {
    fields = Present.map(fields);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
