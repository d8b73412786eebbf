package thrum.protocol.group;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** Removes an agent or a role from a group; removing what is absent succeeds (02 §4.6). */
public record RemoveGroupMember(String group, String memberType, String memberValue,
    @Nullable AgentId callerAgentId)
    implements Request<RemoveGroupMember.Result> {

  public static final Method<RemoveGroupMember, Result> METHOD =
      Method.of("group.member.remove", RemoveGroupMember.class, Result.class);

  public RemoveGroupMember {
    group = Present.required(group, "group");
    memberType = Present.text(memberType);
    memberValue = Present.text(memberValue);
    if (Present.text(memberType).isEmpty() || Present.text(memberValue).isEmpty()) {
      throw new Refused("member_type and member_value are required");
    }
  }

  @Override
  public Method<RemoveGroupMember, Result> method() {
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
