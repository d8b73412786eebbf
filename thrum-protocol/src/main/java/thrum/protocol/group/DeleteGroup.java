package thrum.protocol.group;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Deletes a group, and with {@code deleteMessages} what was sent to it (02 §4.6, ruling 7). */
public record DeleteGroup(String name, boolean deleteMessages, @Nullable AgentId callerAgentId)
    implements Request<DeleteGroup.Result> {

  public static final Method<DeleteGroup, Result> METHOD =
      Method.of("group.delete", DeleteGroup.class, Result.class);

  public DeleteGroup {
    name = Present.required(name, "name");
  }

  @Override
  public Method<DeleteGroup, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(String name, LogTime deletedAt) {

    public Result {
      name = Present.text(name);
    }
  }
}
