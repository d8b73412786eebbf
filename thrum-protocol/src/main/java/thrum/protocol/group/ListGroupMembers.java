package thrum.protocol.group;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * The members of a group by type and value; with {@code expand} also the agents that they stand for (02
 * §4.6).
 */
public record ListGroupMembers(String name, boolean expand)
    implements Request<ListGroupMembers.Result> {

  public static final Method<ListGroupMembers, Result> METHOD =
      Method.of("group.members", ListGroupMembers.class, Result.class);

  public ListGroupMembers {
    name = Present.required(name, "name");
  }

  @Override
  public Method<ListGroupMembers, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(List<Member> members, @JsonInclude(Include.NON_EMPTY) List<AgentId> expanded) {

    public Result {
      members = Present.list(members);
      expanded = Present.list(expanded);
    }
  }
}
