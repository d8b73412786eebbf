package thrum.protocol.group;

import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/** A member of a group: {@code agent} and an id, or {@code role} and a role (02 §4.1). */
public record Member(String memberType, String memberValue, LogTime addedAt, @Nullable String addedBy) {

  public Member {
    memberType = Present.text(memberType);
    memberValue = Present.text(memberValue);
    addedBy = Present.optional(addedBy);
  }
}
