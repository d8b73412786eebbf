package thrum.protocol.group;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** Adds an agent or a role to a group; adding twice succeeds (02 §4.6). */
public record AddGroupMember(String group, String memberType, String memberValue,
    @Nullable AgentId callerAgentId)
    implements Request<AddGroupMember.Result> {

  public static final Method<AddGroupMember, Result> METHOD =
      Method.of("group.member.add", AddGroupMember.class, Result.class);

  public AddGroupMember {
    group = Present.required(group, "group");
    memberType = Present.text(memberType);
    memberValue = Present.text(memberValue);
    if (Present.text(memberType).isEmpty() || Present.text(memberValue).isEmpty()) {
      throw new Refused("member_type and member_value are required");
    }
  }

  @Override
  public Method<AddGroupMember, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(String group, String memberType, String memberValue) {

    public Result {
      group = Present.text(group);
      memberType = Present.text(memberType);
      memberValue = Present.text(memberValue);
    }
  }
}
