package thrum.protocol.group;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.GroupId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Makes a group (02 §4.6). */
public record CreateGroup(String name, @Nullable String description, @Nullable AgentId callerAgentId)
    implements Request<CreateGroup.Result> {

  public static final Method<CreateGroup, Result> METHOD =
      Method.of("group.create", CreateGroup.class, Result.class);

  public CreateGroup {
    name = Present.required(name, "name");
    description = Present.optional(description);
  }

  @Override
  public Method<CreateGroup, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(GroupId groupId, String name, LogTime createdAt) {

    public Result {
      name = Present.text(name);
    }
  }
}
